using Search.Lucene.Codecs.Postings;
using Search.Lucene.Documents;

namespace Search.Lucene.Codecs.BlockTree;

/// <summary>
/// The terms of one field of a segment, with the field's statistics (deleted documents included). At least one term. Immutable and thread-safe.
/// </summary>
internal sealed class Terms
{
    private TermsEnum? _spare;
    private RecentTerms? _recent;

    internal Terms(PostingsReader reader, BlockTreeReader tree, FieldInfo field, Fst index)
    {
        Reader = reader;
        Tree = tree;
        Field = field;
        Index = index;
    }

    public FieldInfo Field { get; }

    /// <summary>Distinct terms.</summary>
    public long Count { get; internal init; }

    /// <summary>Occurrences of all terms in all documents; equal to <see cref="SumDocFreq"/> where the field has no freqs.</summary>
    public long SumTotalTermFreq { get; internal init; }

    /// <summary>Pairs of term and document.</summary>
    public long SumDocFreq { get; internal init; }

    /// <summary>Documents that have at least one term of the field.</summary>
    public int DocCount { get; internal init; }

    /// <summary>The first term.</summary>
    public byte[] Min { get; internal init; } = [];

    /// <summary>The last term.</summary>
    public byte[] Max { get; internal init; } = [];

    public bool HasFreqs => Field.IndexOptions >= IndexOptions.DocsAndFreqs;

    public bool HasPositions => Field.IndexOptions >= IndexOptions.DocsAndFreqsAndPositions;

    internal PostingsReader Reader { get; }

    internal BlockTreeReader Tree { get; }

    internal Fst Index { get; }

    /// <summary>Looks a term up; false when the field does not have it. Does not allocate, as a rule.</summary>
    public bool TryGet(ReadOnlySpan<byte> term, out TermState state)
    {
        var terms = Interlocked.Exchange(ref _spare, null) ?? Enumerate();
        var found = terms.SeekExact(term);
        state = found ? terms.State : default;
        _spare = terms;
        return found;
    }

    /// <summary>As <see cref="TryGet(ReadOnlySpan{byte}, out TermState)"/>, sooner for terms that are looked up again and again; <paramref name="hash"/> is that of the term.</summary>
    public bool TryGet(ReadOnlySpan<byte> term, int hash, out TermState state) => (_recent ??= new RecentTerms(this)).TryGet(term, hash, out state);

    /// <summary>A new enumerator, before the first term.</summary>
    public TermsEnum Enumerate() => new(this);
}
