using System.Collections.Concurrent;
using System.Text;
using Search.Alerts.Matching;
using Search.Data.Alerts;
using Search.Data.Articles;
using Search.Lucene.Highlighting;
using Search.Queries.Articles;

namespace Search.Alerts.Digests;

/// <summary>The passage of an article that shows why a query found it, and which words in which fields did. Thread-safe.</summary>
internal sealed class ExcerptFinder
{
    private const int MostQueries = 1_000;
    private const int MostReasons = 6;

    private static readonly HighlightOptions Options = new() { Passages = 2, GoodLength = 160, MaxLength = 280 };

    private readonly ConcurrentDictionary<(string Query, string Zone), Highlighter?> _highlighters = new();

    public (Excerpt Excerpt, IReadOnlyList<Reason> Reasons) Find(Article article, string query, string zone)
    {
        if (Highlighter(query, zone) is not { } highlighter)
            return (Beginning(article), []);
        var analyzer = ArticleSchema.AnalyzerFor(article.Language ?? "");
        HighlightSource Source(string field) => new(field, analyzer);
        var title = Encoding.UTF8.GetBytes(article.Title);
        var body = Encoding.UTF8.GetBytes(article.Body);
        HighlightSource[] inBody = [Source(FieldNames.Body), Source(FieldNames.BodyStem)];
        var reasons = new Reasons();
        reasons.Add("title", title, highlighter.Reasons(title, [Source(FieldNames.Title), Source(FieldNames.TitleStem)]));
        var whyBody = highlighter.Reasons(body, inBody);
        reasons.Add("body", body, whyBody);
        reasons.Add("author", Encoding.UTF8.GetBytes(article.Author ?? ""), highlighter, Source(FieldNames.Author));
        reasons.Add("source", Encoding.UTF8.GetBytes(article.Source ?? ""), highlighter, Source(FieldNames.Source));
        return (Join(Search.Lucene.Highlighting.Highlighter.Passages(body, whyBody, Options)), reasons.List());
    }

    private static Excerpt Beginning(Article article) => new(SafeText.Line(article.Body, Options.MaxLength), []);

    private Highlighter? Highlighter(string query, string zone)
    {
        if (_highlighters.Count > MostQueries)
            _highlighters.Clear();
        return _highlighters.GetOrAdd((query, zone), key =>
            SavedQueries.Compile(key.Query, AlertFilters.None, key.Zone, out _) is { } compiled ? new Highlighter(compiled) : null);
    }

    /// <summary>Passages one after the other, with an ellipsis where text is left out.</summary>
    private static Excerpt Join(IReadOnlyList<Passage> passages)
    {
        var text = new StringBuilder();
        var marks = new List<(int Start, int Length)>();
        foreach (var passage in passages)
        {
            if (text.Length > 0)
                text.Append(' ');
            if (passage.CutBefore)
                text.Append("… ");
            marks.AddRange(passage.Ranges.Select(range => (text.Length + range.Start.Value, range.End.Value - range.Start.Value)));
            text.Append(passage.Text);
            if (passage.CutAfter)
                text.Append(" …");
        }
        return new Excerpt(SafeText.SameLength(text.ToString()), marks);
    }

    /// <summary>Words as the article writes them, each once, with the fields they stand in.</summary>
    private sealed class Reasons
    {
        private readonly List<(string Word, List<string> Fields)> _words = [];

        public void Add(string field, byte[] utf8, Highlighter highlighter, HighlightSource source)
        {
            if (utf8.Length > 0)
                Add(field, utf8, highlighter.Reasons(utf8, [source]));
        }

        public void Add(string field, byte[] utf8, IReadOnlyList<MatchReason> found)
        {
            foreach (var reason in found)
                Add(field, Encoding.UTF8.GetString(utf8, reason.Offset, reason.Length));
        }

        public IReadOnlyList<Reason> List() => [.. _words.Take(MostReasons).Select(word => new Reason(word.Word, word.Fields))];

        private void Add(string field, string word)
        {
            var at = _words.FindIndex(known => known.Word.Equals(word, StringComparison.OrdinalIgnoreCase));
            if (at < 0)
                _words.Add((word, [field]));
            else if (!_words[at].Fields.Contains(field))
                _words[at].Fields.Add(field);
        }
    }
}
