using System.Globalization;
using System.Text;
using Search.Analysis;
using Search.Lucene.Documents;
using Search.Lucene.Searching;

namespace Search.Percolation.Tests.Properties;

/// <summary>
/// Compares what a percolator finds with running every query on the document alone. A difference is told with the smallest query and document
/// that still show it.
/// </summary>
internal sealed class Oracle(Analyzer analyzer)
{
    private const int MostTold = 3;

    /// <summary>Matches that were found, and agreed.</summary>
    public long Matches { get; private set; }

    /// <summary>
    /// Registers the queries under numbers from 0, and compares document by document: registered in one go; and as the first gives them back, in
    /// parts, in place of others, with statistics that are wrong.
    /// </summary>
    public void AssertAgrees(IReadOnlyList<Query> queries, IEnumerable<Document> documents, string what)
    {
        var numbered = queries.Select((query, i) => ((long)i, query)).ToList();
        var percolator = Registered(numbered);
        var (atOnce, inParts) = (percolator.Snapshot().CreateMatcher(), RegisteredInParts(percolator, queries.Count).Snapshot().CreateMatcher());
        var oracle = new UnfilteredMatcher(analyzer, numbered);
        foreach (var document in documents)
        {
            Matches += AssertAgrees(atOnce, numbered, oracle, document, what);
            AssertAgrees(inParts, numbered, oracle, document, $"in parts, {what}");
        }
    }

    /// <summary>Compares a matcher that has these queries.</summary>
    public void AssertAgrees(PercolatorMatcher matcher, IReadOnlyList<(long Id, Query Query)> queries, Document document, string what) =>
        Matches += AssertAgrees(matcher, queries, new UnfilteredMatcher(analyzer, queries), document, what);

    /// <summary>How many matches there are.</summary>
    private int AssertAgrees(PercolatorMatcher matcher, IReadOnlyList<(long Id, Query Query)> queries, UnfilteredMatcher oracle, Document document, string what)
    {
        var expected = Sorted(oracle.Match(document));
        var found = Sorted(matcher.Match(document));
        if (!found.AsSpan().SequenceEqual(expected))
            Assert.Fail($"{what}: {Difference(queries, document, expected, found)}");
        // Equal queries are one candidate, and one that is found by several of its parts is several.
        Assert.True((matcher.Candidates > 0) || found.Length == 0, what);
        return found.Length;
    }

    private static long[] Sorted(ReadOnlySpan<long> ids)
    {
        var sorted = ids.ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    private Percolator Registered(IEnumerable<(long Id, Query Query)> queries)
    {
        var percolator = new Percolator(analyzer);
        foreach (var (id, query) in queries)
            percolator.Register(id, query);
        return percolator;
    }

    /// <summary>What another percolator gives back, the later the smaller its part; each takes the place of the query before it.</summary>
    private Percolator RegisteredInParts(Percolator other, int count)
    {
        var percolator = new Percolator(analyzer, new PercolatorOptions { DocFreq = (field, term) => (field.Length + term.Length) * 7 % 11, DocCount = 10 });
        for (var id = 0; id < count; id++)
        {
            percolator.Register(id, other.Find(Math.Max(0, id - 1))!);
            if ((count - id) % 5 == 0 || id == count / 2)
                percolator.Snapshot();
            percolator.Register(id, other.Find(id)!);
        }
        return percolator;
    }

    private string Difference(IReadOnlyList<(long Id, Query Query)> queries, Document document, long[] expected, long[] found)
    {
        var text = new StringBuilder();
        var wrong = expected.Except(found).Concat(found.Except(expected)).ToHashSet();
        text.Append(CultureInfo.InvariantCulture, $"{wrong.Count} wrong of {queries.Count}, expected {expected.Length}, found {found.Length}");
        if (found.Distinct().Count() != found.Length)
            text.Append(", some twice");
        foreach (var (id, query) in queries.Where(pair => wrong.Contains(pair.Id)).Take(MostTold))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{id} {(expected.Contains(id) ? "is missed" : "is found")}: {query}");
            text.Append(IsWrongAlone(query, document) ? Smallest(query, document) : "\n  only among the others, not alone");
        }
        return text.Append("\nin ").Append(Printed(document)).ToString();
    }

    private string Smallest(Query query, Document document)
    {
        for (var smaller = query; smaller is not null; smaller = SmallerQueries.Of(query).FirstOrDefault(part => IsWrongAlone(part, document)))
            query = smaller;
        for (var smaller = document; smaller is not null; smaller = WithOneFieldLess(document).FirstOrDefault(part => IsWrongAlone(query, part)))
            document = smaller;
        return $"\n  smallest: {query} ({query.GetType().Name}) in {Printed(document)}";
    }

    private static IEnumerable<Document> WithOneFieldLess(Document document)
    {
        for (var left = 0; left < document.Fields.Count; left++)
        {
            var smaller = new Document();
            foreach (var (i, field) in document.Fields.Index())
            {
                if (i != left)
                    smaller.Add(field);
            }
            yield return smaller;
        }
    }

    private bool IsWrongAlone(Query query, Document document)
    {
        (long, Query)[] alone = [(0, query)];
        return !Registered(alone).Snapshot().CreateMatcher().Match(document).SequenceEqual(new UnfilteredMatcher(analyzer, alone).Match(document));
    }

    private static string Printed(Document document) => string.Join("; ", document.Fields.Select(field =>
        $"{field.Name}={(field.IsNumber ? field.Number.ToString(CultureInfo.InvariantCulture) : $"“{Encoding.UTF8.GetString(field.Utf8.Span)}”")}"));
}
