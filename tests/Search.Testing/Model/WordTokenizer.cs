using Search.Analysis;

namespace Search.Testing.Model;

/// <summary>Words between spaces, as they are. <c>^word</c> stands at the position of the word before, <c>_3</c> skips three positions; no limit on length.</summary>
public sealed class WordTokenizer : Tokenizer
{
    private ReadOnlyMemory<byte> _text;
    private int _at;
    private int _skipped;

    public override void Reset(ReadOnlyMemory<byte> text)
    {
        _text = text;
        _at = 0;
        _skipped = 0;
    }

    public override bool Next(TokenBatch batch)
    {
        batch.Clear();
        var text = _text.Span;
        while (batch.HasRoom && _at < text.Length)
        {
            var length = text[_at..].IndexOf((byte)' ');
            var word = length < 0 ? text[_at..] : text.Slice(_at, length);
            var start = _at;
            _at += word.Length + 1;
            if (word.Length > 0)
                Add(batch, word, start);
        }
        return batch.Count > 0;
    }

    private void Add(TokenBatch batch, ReadOnlySpan<byte> word, int start)
    {
        if (word.Length == 2 && word[0] == '_')
        {
            _skipped += word[1] - '0';
            return;
        }
        var stacked = word.Length > 1 && word[0] == '^';
        var i = batch.Count++;
        batch.AppendTerm(i, stacked ? word[1..] : word);
        batch.PositionIncrement[i] = _skipped + (stacked ? 0 : 1);
        batch.StartOffset[i] = start;
        batch.EndOffset[i] = start + word.Length;
        _skipped = 0;
    }
}
