using Search.Lucene.Codecs.StoredFields;
using Search.Lucene.Highlighting;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Queries.Articles;

namespace Search.Queries.Searching;

/// <summary>Turns hits of one query into what people read: the stored facts, and passages with what matched.</summary>
internal sealed class HitDescriber(Query query, int passages)
{
    private readonly Highlighter _highlighter = new(query);

    /// <summary>All hits of a page in their order; with several threads, by those of the pool that are free too.</summary>
    public static ArticleHit[] DescribeAll(Query query, int passages, DirectoryReader reader, IReadOnlyList<ScoreDoc> hits, int threads)
    {
        var described = new ArticleHit[hits.Count];
        var parts = Math.Max(1, Math.Min(threads, hits.Count));
        SlicedRun.Run(parts, part =>
        {
            var describer = new HitDescriber(query, passages);
            for (var at = part; at < described.Length; at += parts)
                described[at] = describer.Describe(reader, hits[at]);
        });
        return described;
    }

    private ArticleHit Describe(DirectoryReader reader, ScoreDoc hit)
    {
        var stored = reader.Document(hit.Doc);
        var language = stored.GetString(FieldNames.Language) ?? "";
        var title = _highlighter.Whole(stored.GetUtf8(FieldNames.Title), ArticleSources.Title(language));
        return new ArticleHit
        {
            Id = stored.GetString(FieldNames.Id) ?? "",
            Url = stored.GetString(FieldNames.Url) ?? "",
            Title = title.Text,
            TitleRanges = title.Ranges,
            Author = stored.GetString(FieldNames.Author) ?? "",
            Source = stored.GetString(FieldNames.Source) ?? "",
            Language = language,
            Published = Time(stored, FieldNames.Published),
            Seen = Time(stored, FieldNames.Seen) ?? default,
            Score = float.IsNaN(hit.Score) ? 0 : hit.Score,
            Passages = passages == 0 ? [] : Passages(stored, language),
        };
    }

    private List<HitPassage> Passages(StoredDocument stored, string language)
    {
        var body = stored.GetUtf8(FieldNames.Body);
        return body.IsEmpty ? [] : [.. _highlighter.Passages(body, ArticleSources.Body(language), HighlightOptions.Default with { Passages = passages }).Select(WithEllipses)];
    }

    private static HitPassage WithEllipses(Passage passage)
    {
        var before = passage.CutBefore ? "… " : "";
        var text = before + passage.Text + (passage.CutAfter ? " …" : "");
        return new HitPassage(text, before.Length == 0 ? passage.Ranges : [.. passage.Ranges.Select(range => Moved(range, before.Length))]);
    }

    private static Range Moved(Range range, int by) => new(range.Start.Value + by, range.End.Value + by);

    private static DateTimeOffset? Time(StoredDocument stored, string field) =>
        stored.GetLong(field) is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
