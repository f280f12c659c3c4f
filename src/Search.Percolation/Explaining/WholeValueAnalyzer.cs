using Search.Analysis;

namespace Search.Percolation.Explaining;

/// <summary>A field whose value is one term: the analysis of fields that are not cut into words. Immutable, thread-safe.</summary>
internal sealed class WholeValueAnalyzer : Analyzer
{
    public static WholeValueAnalyzer Instance { get; } = new();

    public override TokenStream CreateStream(string field) => new(new WholeValue());

    private sealed class WholeValue : Tokenizer
    {
        private ReadOnlyMemory<byte> _text;
        private bool _isDone = true;

        public override void Reset(ReadOnlyMemory<byte> text) => (_text, _isDone) = (text, false);

        public override bool Next(TokenBatch batch)
        {
            batch.Clear();
            if (_isDone)
                return false;
            _isDone = true;
            batch.Count = 1;
            batch.AppendTerm(0, _text.Span);
            (batch.StartOffset[0], batch.EndOffset[0], batch.PositionIncrement[0], batch.Flags[0]) = (0, _text.Length, 1, TokenFlags.None);
            return true;
        }
    }
}
