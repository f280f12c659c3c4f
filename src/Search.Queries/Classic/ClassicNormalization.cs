using System.Text;
using Search.Analysis;
using Search.Analysis.Arabic;
using Search.Analysis.Standard;

namespace Search.Queries.Classic;

/// <summary>Lucene's Analyzer.normalize: what becomes of a piece of a term that is not analysed, as of a prefix. One token, whatever it holds.</summary>
internal static class ClassicNormalization
{
    /// <summary>The normalisation that goes with an analyzer: lower case, and for Arabic its digits and letters too.</summary>
    public static Func<string, string> Of(Analyzer analyzer) => analyzer is ArabicAnalyzer
        ? text => Run(text, new LowerCaseFilter(), new DecimalDigitFilter(), new ArabicNormalizationFilter())
        : text => Run(text, new LowerCaseFilter());

    private static string Run(string text, params TokenFilter[] filters)
    {
        if (text.Length == 0)
            return text;
        var utf8 = Encoding.UTF8.GetBytes(text);
        var batch = new TokenBatch { Count = 1 };
        batch.AppendTerm(0, utf8);
        batch.Flags[0] = Ascii.IsValid(utf8) ? TokenFlags.Ascii : TokenFlags.None;
        foreach (var filter in filters)
            filter.Apply(batch);
        return Encoding.UTF8.GetString(batch.Term(0));
    }
}
