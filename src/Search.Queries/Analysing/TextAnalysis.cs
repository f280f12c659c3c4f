using System.Text;
using Search.Analysis;
using Search.Lucene.Searching;

namespace Search.Queries.Analysing;

/// <summary>Runs short texts through an analyzer, with streams that it rents. Thread-safe.</summary>
internal sealed class TextAnalysis(Analyzer analyzer)
{
    /// <summary>The tokens of <paramref name="text"/> as text of <paramref name="field"/>.</summary>
    public List<AnalysedToken> Tokens(string field, string text)
    {
        var stream = analyzer.Rent(field);
        stream.Reset(Encoding.UTF8.GetBytes(text));
        var tokens = new List<AnalysedToken>();
        while (stream.Next(out var batch))
        {
            for (var i = 0; i < batch.Count; i++)
                tokens.Add(new AnalysedToken(new TermBytes(batch.Term(i)), batch.PositionIncrement[i], batch.StartOffset[i], batch.EndOffset[i], batch.Flags[i]));
        }
        analyzer.Return(field, stream);
        return tokens;
    }
}
