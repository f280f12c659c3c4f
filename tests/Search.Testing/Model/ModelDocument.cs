using System.Globalization;
using Search.Lucene.Documents;

namespace Search.Testing.Model;

/// <summary>A document of the naive model: its fields as values. <see cref="Key"/> tells versions of one id apart.</summary>
public sealed record ModelDocument(string Id, string Key, string Body, IReadOnlyList<string> Titles, string? Tags, long? Published, string? Source)
{
    public Document ToDocument()
    {
        var document = new Document()
            .Add(Field.String("id", Id, stored: true))
            .Add(Field.StoredString("key", Key))
            .Add(Field.Text("body", Body, stored: true));
        foreach (var title in Titles)
            document.Add(Field.Text("title", title, stored: true));
        if (Tags is not null)
            document.Add(Field.Text("tags", System.Text.Encoding.UTF8.GetBytes(Tags), stored: false, IndexOptions.DocsAndFreqs, omitNorms: true));
        foreach (var label in Labels())
            document.Add(Field.SortedSetDocValues("labels", label));
        if (Published is { } published)
            document.Add(Field.NumericDocValues("published", published)).Add(Field.LongPoint("published", published)).Add(Field.StoredLong("published", published));
        if (Source is not null)
            document.Add(Field.SortedDocValues("source", Source));
        return document;
    }

    /// <summary>What an <see cref="IndexDump"/> says of this document alone.</summary>
    public IEnumerable<string> Lines()
    {
        var number = Published?.ToString(CultureInfo.InvariantCulture);
        yield return $"stored {Key}: id={Id} body={Body} titles={string.Join('|', Titles)} published={number}";
        yield return $"term id/{Id}: {Key} 1 -";
        foreach (var line in Postings("body", [Body]).Concat(Postings("title", Titles)))
            yield return line;
        if (Tags is not null)
        {
            foreach (var group in Tokens(Tags, -1).GroupBy(token => token.Word, StringComparer.Ordinal))
                yield return $"term tags/{group.Key}: {Key} {group.Count()} -";
        }
        if (number is not null)
            yield return $"value published {Key}: {number}";
        if (number is not null)
            yield return $"point published {Key}: {number}";
        foreach (var label in Labels().Distinct(StringComparer.Ordinal))
            yield return $"value labels {Key}: {label}";
        if (Source is not null)
            yield return $"value source {Key}: {Source}";
    }

    public bool Has(string field, string term) => field switch
    {
        "id" => string.Equals(Id, term, StringComparison.Ordinal),
        "body" => Words().Any(token => string.Equals(token.Word, term, StringComparison.Ordinal)),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, message: null),
    };

    /// <summary>The terms of the body with their positions, in order.</summary>
    public IEnumerable<(string Word, int Position)> Words() => Tokens(Body, -1).Select(token => (token.Word, token.Position));

    /// <summary>A set of strings, some given twice.</summary>
    private string[] Labels() => Tags?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private IEnumerable<string> Postings(string field, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            yield break;
        var tokens = new List<(string Word, int Position, bool Stacked)>();
        var position = -1;
        foreach (var value in values)
        {
            tokens.AddRange(Tokens(value, position));
            position = (tokens.Count > 0 ? Math.Max(position, tokens[^1].Position) : position) + WordAnalyzer.Gap;
        }
        foreach (var group in tokens.GroupBy(token => token.Word, StringComparer.Ordinal))
            yield return $"term {field}/{group.Key}: {Key} {group.Count()} {string.Join(',', group.Select(token => token.Position))}";
        var length = Search.Lucene.Numerics.SmallFloat.IntToByte4(tokens.Count(token => !token.Stacked));
        yield return $"norm {field} {Key}: {length}";
    }

    private static IEnumerable<(string Word, int Position, bool Stacked)> Tokens(string text, int position)
    {
        var skipped = 0;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Length == 2 && word[0] == '_')
            {
                skipped += word[1] - '0';
                continue;
            }
            var stacked = word.Length > 1 && word[0] == '^';
            var increment = skipped + (stacked ? 0 : 1);
            position += increment;
            skipped = 0;
            yield return (stacked ? word[1..] : word, position, increment == 0);
        }
    }
}
