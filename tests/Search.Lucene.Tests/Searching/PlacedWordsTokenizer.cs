using System.Globalization;
using System.Text;
using Search.Analysis;

namespace Search.Lucene.Tests.Searching;

/// <summary>Words with the position at which each stands: <c>word@position</c>, ascending, between spaces.</summary>
internal sealed class PlacedWordsTokenizer : Tokenizer
{
    private readonly Queue<(string Word, int Position)> _words = new();
    private int _position;

    /// <summary>An analyzer that makes these tokens of any field.</summary>
    public static Analyzer Analyzer { get; } = new PlacedWordsAnalyzer();

    public override void Reset(ReadOnlyMemory<byte> text)
    {
        _words.Clear();
        _position = -1;
        foreach (var word in Encoding.UTF8.GetString(text.Span).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = word.Split('@');
            _words.Enqueue((parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture)));
        }
    }

    public override bool Next(TokenBatch batch)
    {
        batch.Clear();
        while (batch.HasRoom && _words.TryDequeue(out var word))
        {
            var i = batch.Count++;
            batch.AppendTerm(i, Encoding.UTF8.GetBytes(word.Word));
            batch.PositionIncrement[i] = word.Position - _position;
            batch.StartOffset[i] = 0;
            batch.EndOffset[i] = 0;
            _position = word.Position;
        }
        return batch.Count > 0;
    }

    private sealed class PlacedWordsAnalyzer : Analyzer
    {
        public override TokenStream CreateStream(string field) => new(new PlacedWordsTokenizer());
    }
}
