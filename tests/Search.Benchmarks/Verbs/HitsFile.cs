using System.Globalization;
using System.Text;
using Search.Lucene.Searching;
using Search.Queries.Classic;

namespace Search.Benchmarks.Verbs;

/// <summary>Writes hits in the peer's form: <c>query-number TAB =count or &gt;=count TAB doc:score ...</c>, floats in their shortest round-trip form.</summary>
internal static class HitsFile
{
    public static void Write(string path, IEnumerable<string> queries, IndexSearcher searcher, QuerySettings settings)
    {
        var parser = settings.Parser();
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var number = 0;
        foreach (var query in queries)
            writer.Write(Line(number++, query, parser, searcher, settings.Top));
    }

    private static string Line(int number, string text, ClassicQueryParser parser, IndexSearcher searcher, int top)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"{number}\t");
        try
        {
            var found = searcher.Search(parser.Parse(text), top);
            line.Append(found.Total.ToString());
            foreach (var hit in found.Hits)
                line.Append(CultureInfo.InvariantCulture, $"\t{hit.Doc}:{Score(hit.Score)}");
        }
        catch (ClassicSyntaxException)
        {
            line.Append("error");
        }
        return line.Append('\n').ToString();
    }

    /// <summary>With ".0" on whole numbers, as Java writes them.</summary>
    private static string Score(float score)
    {
        var text = score.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E', 'N') < 0 ? text + ".0" : text;
    }
}
