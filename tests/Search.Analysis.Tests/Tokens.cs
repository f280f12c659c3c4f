using System.Text;

namespace Search.Analysis.Tests;

/// <summary>Reads whole token streams for assertions.</summary>
internal static class Tokens
{
    /// <summary>Terms with the position increment where it isn't 1, separated by blanks: <c>quick:2 fox</c>.</summary>
    public static string Of(Analyzer analyzer, string text) => Of(analyzer.CreateStream("body"), Encoding.UTF8.GetBytes(text));

    public static string Of(TokenStream stream, byte[] text) =>
        string.Join(' ', All(stream, text).Select(token => token.Increment == 1 ? token.Term : $"{token.Term}:{token.Increment}"));

    public static List<Token> All(TokenStream stream, byte[] text)
    {
        var tokens = new List<Token>();
        stream.Reset(text);
        while (stream.Next(out var batch))
        {
            Assert.InRange(batch.Count, 1, TokenBatch.Capacity);
            for (var i = 0; i < batch.Count; i++)
            {
                tokens.Add(new Token(Encoding.UTF8.GetString(batch.Term(i)), batch.PositionIncrement[i], batch.StartOffset[i],
                    batch.EndOffset[i], batch.Flags[i]));
            }
        }
        return tokens;
    }
}
