using System.Numerics;
using System.Runtime.CompilerServices;
using Search.Analysis.Unicode;

namespace Search.Analysis.Standard;

/// <summary>
/// Words by Unicode's UAX #29, exactly those of Lucene 8's StandardTokenizer (Unicode 9, with its emoji sequences): runs of white space,
/// punctuation and symbols give no token. Every position increment is 1. Not thread-safe.
/// </summary>
/// <remarks>
/// Works on a window of the text at a time: a vector kernel classifies its bytes and copies them into the batch's arena, and words of
/// ASCII are then found by bit scans, their terms lying where the copy put them: all words of a block of 64 bytes at once where it has nothing
/// but plain ASCII, else one by one. Whatever touches a byte outside ASCII goes through the automaton of <see cref="WordBreaks"/>. A token never holds ill-formed UTF-8, because U+FFFD is in no token.
/// </remarks>
public sealed partial class StandardTokenizer : Tokenizer
{
    /// <summary>The longest token in UTF-16 units, as in Lucene; what is longer is cut there, and the rest is a token of its own.</summary>
    public const int DefaultMaxTokenLength = 255;

    private const int BytesPerToken = 6;
    private const int LargestWindow = TokenBatch.Capacity * BytesPerToken;
    private const int NeedsAutomaton = -1;
    private const int Unfinished = -2;

    private readonly AsciiMasks _masks = new(LargestWindow);
    private readonly int _maxTokenLength;
    private readonly bool _lowerCase;
    private readonly bool _markSentences;
    private readonly bool _markShouting;
    private ReadOnlyMemory<byte> _text;
    private int _position;
    private int _previousStart;
    private int _previousEnd;

    public StandardTokenizer(StandardTokenizerOptions options = StandardTokenizerOptions.None, int maxTokenLength = DefaultMaxTokenLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTokenLength, 2);
        _maxTokenLength = maxTokenLength;
        _lowerCase = options.HasFlag(StandardTokenizerOptions.LowerCaseAscii);
        _markSentences = options.HasFlag(StandardTokenizerOptions.MarkSentences);
        _markShouting = options.HasFlag(StandardTokenizerOptions.MarkShouting);
    }

    public override void Reset(ReadOnlyMemory<byte> text)
    {
        _text = text;
        _position = 0;
        _previousStart = -1;
        _previousEnd = -1;
    }

    public override bool Next(TokenBatch batch)
    {
        var text = _text.Span;
        do
        {
            batch.Clear();
            if (_position >= text.Length)
                return false;
            ScanWindow(text, batch);
        }
        while (batch.Count == 0);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ScanWindow(ReadOnlySpan<byte> text, TokenBatch batch)
    {
        var start = _position;
        var size = OpenWindow(text[start..], batch);
        var takesBlocks = batch.Limit >= LeastLimit && _maxTokenLength >= LongestInBlocks;
        var position = 0;
        while (batch.HasRoom)
        {
            position = NextStart(position, size);
            if (position < size && takesBlocks && _masks.Odd[position >> 6] == 0)
            {
                if (batch.Limit - batch.Count < TokensPerBlock)
                    break;
                position = NextStart(TakeBlocks(text, start, position, size, batch), size);
            }
            if (position >= size)
                break;
            var end = AsciiEnd(text, start, position, size);
            if (end == Unfinished)
                break;
            if (end == NeedsAutomaton)
            {
                position = TakeByAutomaton(text, start, position, size, batch);
                continue;
            }
            AddAscii(text, start, position, end, batch);
            position = end;
        }
        _position = start + position;
    }

    /// <summary>Classifies the next bytes and copies them to the start of the arena; returns how many.</summary>
    private int OpenWindow(ReadOnlySpan<byte> rest, TokenBatch batch)
    {
        var size = Math.Min(rest.Length, (batch.Limit * BytesPerToken + AsciiMasks.BlockSize - 1) & -AsciiMasks.BlockSize);
        var copy = batch.ReserveTermBytes(size + AsciiMasks.BlockSize);
        _masks.Fill(rest[..size], copy, _lowerCase);
        batch.TermsLength = size;
        return size;
    }

    /// <summary>The next place from <paramref name="position"/> on where a token may begin; <paramref name="size"/> or more at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int NextStart(int position, int size)
    {
        if (position >= size)
            return position;
        var words = _masks.Start;
        var index = position >> 6;
        var bits = words[index] & (ulong.MaxValue << position);
        while (bits == 0)
        {
            if (++index << 6 >= size)
                return size;
            bits = words[index];
        }
        return (index << 6) + BitOperations.TrailingZeroCount(bits);
    }

    /// <summary>The end of the run of word bytes that holds <paramref name="position"/>; at most the window's end, past which no bit is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int RunEnd(int position)
    {
        var words = _masks.Word;
        var index = position >> 6;
        var bits = ~words[index] & (ulong.MaxValue << position);
        while (bits == 0)
            bits = ~words[++index];
        return (index << 6) + BitOperations.TrailingZeroCount(bits);
    }

    /// <summary>The end in the window of the ASCII token at <paramref name="position"/>, or why there is none here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int AsciiEnd(ReadOnlySpan<byte> text, int start, int position, int size)
    {
        var first = text[start + position];
        if (first >= 0x80 || AsciiWords.KindOf(first) == AsciiWords.None || first == '_')
            return NeedsAutomaton;
        var end = RunEnd(position + 1);
        while (true)
        {
            var next = start + end;
            if (next >= text.Length)
                break;
            if (end >= size)
                return position == 0 ? NeedsAutomaton : Unfinished;
            var mark = text[next];
            if (AsciiWords.EndsWord(mark))
                break;
            if (mark >= 0x80)
            {
                if (IsInNoToken(text, next))
                    break;
                return NeedsAutomaton;
            }
            if (next + 1 >= text.Length)
                break;
            var after = text[next + 1];
            if (after >= 0x80)
            {
                if (IsInNoToken(text, next + 1))
                    break;
                return NeedsAutomaton;
            }
            if (!AsciiWords.Joins(text[next - 1], mark, after))
                break;
            if (end + 1 >= size)
                return position == 0 ? NeedsAutomaton : Unfinished;
            end = RunEnd(end + 1);
        }
        return end - position > _maxTokenLength ? NeedsAutomaton : end;
    }

    private static bool IsInNoToken(ReadOnlySpan<byte> text, int position) =>
        WordBreaks.ClassOf(Utf8.Decode(text, position, out _)) == WordBreaks.Other;

    private void AddAscii(ReadOnlySpan<byte> text, int start, int position, int end, TokenBatch batch)
    {
        var flags = FlagsOf(text[(start + position)..(start + end)], position);
        Add(text, start + position, start + end, flags, position, batch);
    }

    /// <summary>The flags of an ASCII term at <paramref name="position"/> of the window.</summary>
    private TokenFlags FlagsOf(ReadOnlySpan<byte> term, int position) => term.Length <= 64 ? AsciiFlags(term, position) : TokenShape.Of(term);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TokenFlags AsciiFlags(ReadOnlySpan<byte> term, int position)
    {
        var flags = TokenFlags.Ascii;
        var within = ulong.MaxValue >> (64 - term.Length);
        var digits = Bits(_masks.Digit, position) & within;
        if (digits != 0)
            flags |= TokenFlags.Numeric;
        var capitals = Bits(_masks.Upper, position) & within;
        if (capitals == 0)
            return flags;
        within >>= Possessive.SuffixLength(term);
        // Of odd bytes a word of ASCII has underscores alone.
        return flags | TokenShape.Case(Bits(_masks.Word, position) & within & ~digits & ~Bits(_masks.Odd, position), capitals & within);
    }

    /// <summary>64 bits of a mask from <paramref name="position"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(ulong[] mask, int position)
    {
        var index = position >> 6;
        return mask[index] >> position | mask[index + 1] << 1 << ~position;
    }

    /// <summary>Takes the token at <paramref name="position"/>, or skips the one code point there; returns where to go on, which may lie past the window.</summary>
    private int TakeByAutomaton(ReadOnlySpan<byte> text, int start, int position, int size, TokenBatch batch)
    {
        var from = start + position;
        var end = WordBreaks.Match(text, from, _maxTokenLength, out var kind);
        if (kind == TokenKind.None)
            return end - start;
        var term = text[from..end];
        var flags = TokenShape.Of(term);
        if (kind is TokenKind.SouthEastAsian or TokenKind.Ideographic or TokenKind.Hiragana or TokenKind.Katakana or TokenKind.Hangul)
            flags |= TokenFlags.EastAsian;
        Add(text, from, end, flags, position, batch);
        if (end > start + size)
            CopyTerm(term, batch);
        return end - start;
    }

    /// <summary>Gives the batch's last token a copy of its own of a term that reaches past the window.</summary>
    private void CopyTerm(ReadOnlySpan<byte> term, TokenBatch batch)
    {
        batch.AppendTerm(batch.Count - 1, term);
        if (!_lowerCase)
            return;
        foreach (ref var letter in batch.MutableTerm(batch.Count - 1))
            letter = letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter | 0x20) : letter;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(ReadOnlySpan<byte> text, int from, int end, TokenFlags flags, int termStart, TokenBatch batch)
    {
        if (_markSentences || _markShouting)
            flags |= MarksOf(text, _previousStart, _previousEnd, from, end, flags);
        _previousStart = from;
        _previousEnd = end;
        var i = batch.Count++;
        batch.TermStart[i] = termStart;
        batch.TermLength[i] = end - from;
        batch.StartOffset[i] = from;
        batch.EndOffset[i] = end;
        batch.PositionIncrement[i] = 1;
        batch.Flags[i] = flags;
    }

    /// <summary>What a token's surroundings say of it.</summary>
    private TokenFlags MarksOf(ReadOnlySpan<byte> text, int previousStart, int previousEnd, int from, int end, TokenFlags flags)
    {
        var marks = TokenFlags.None;
        if (_markSentences && SentenceStarts.Begins(text, previousStart, previousEnd, from))
            marks |= TokenFlags.SentenceStart;
        if (_markShouting && (flags & TokenFlags.AllCapitals) != TokenFlags.None && Shouting.Surrounds(text, from, end))
            marks |= TokenFlags.Shouted;
        return marks;
    }
}
