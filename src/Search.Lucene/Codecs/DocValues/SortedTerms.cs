namespace Search.Lucene.Codecs.DocValues;

/// <summary>Goes through the distinct strings of a column in order. Before the first at first. Not thread-safe.</summary>
public sealed class SortedTerms
{
    private readonly TermsDictionary _terms;
    private readonly byte[] _term;
    private long _position;
    private int _length;

    internal SortedTerms(TermsDictionary terms)
    {
        _terms = terms;
        _term = new byte[terms.MaxLength];
    }

    /// <summary>Ordinal of the present string.</summary>
    public int Ord { get; private set; } = -1;

    /// <summary>The present string; valid until the next move.</summary>
    public ReadOnlySpan<byte> Term => _term.AsSpan(0, _length);

    /// <summary>Where the bytes of the present string end in the file.</summary>
    internal long End => _position;

    /// <summary>Moves on; false at the end.</summary>
    public bool MoveNext()
    {
        if (Ord + 1 >= _terms.Count)
            return false;
        Ord++;
        var input = _terms.BlockAt(_terms.BlockOf(Ord));
        if (_terms.StartsBlock(Ord))
        {
            _length = _terms.ReadFirst(ref input, _term);
        }
        else
        {
            input.Position = _position;
            _length = _terms.ReadNext(ref input, _term, _length);
        }
        _position = input.Position;
        return true;
    }
}
