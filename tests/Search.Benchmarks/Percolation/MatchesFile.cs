using System.Globalization;
using System.Text;
using Search.Lucene.Documents;
using Search.Percolation;

namespace Search.Benchmarks.Percolation;

/// <summary>Writes matches in the peer's form: <c>article-number TAB query-number query-number ...</c>, ascending, articles without a match left out.</summary>
internal static class MatchesFile
{
    public static void Write(string path, PercolatorMatcher matcher, Document[] articles)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        for (var i = 0; i < articles.Length; i++)
        {
            var found = matcher.Match(articles[i]).ToArray();
            if (found.Length == 0)
                continue;
            Array.Sort(found);
            var numbers = found.Select(number => number.ToString(CultureInfo.InvariantCulture));
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{i}\t{string.Join(' ', numbers)}\n"));
        }
    }
}
