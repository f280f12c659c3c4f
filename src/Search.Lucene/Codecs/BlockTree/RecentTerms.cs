using System.Numerics;
using Search.Lucene.Codecs.Postings;

namespace Search.Lucene.Codecs.BlockTree;

/// <summary>
/// Keeps where the terms are that were looked for lately in a field of a segment, also that it does not have them: people and saved
/// searches ask for the same words again and again. A term has two places, by its hash, and makes way for the second new one after it. Thread-safe.
/// </summary>
internal sealed class RecentTerms
{
    private const int MostPlaces = 1 << 11;
    private const int LeastPlaces = 1 << 4;
    private const int TermsAPlace = 16;

    /// <summary>Of a term that is kept.</summary>
    private const int MostBytes = 64;

    private readonly Terms _terms;
    private readonly Entry?[] _entries;

    /// <param name="terms">The field of a segment; the more terms it has, the more are kept.</param>
    public RecentTerms(Terms terms)
    {
        _terms = terms;
        var places = (int)BitOperations.RoundUpToPowerOf2((ulong)Math.Clamp(terms.Count / TermsAPlace, LeastPlaces, MostPlaces));
        _entries = new Entry?[places];
    }

    /// <summary>As <see cref="Terms.TryGet(ReadOnlySpan{byte}, out TermState)"/>; <paramref name="hash"/> is that of the term.</summary>
    public bool TryGet(ReadOnlySpan<byte> term, int hash, out TermState state)
    {
        var place = 2 * hash & (_entries.Length - 1);
        ref var first = ref _entries[place];
        ref var second = ref _entries[place + 1];
        var known = Volatile.Read(ref first);
        if (known?.IsOf(term, hash) != true)
            known = Volatile.Read(ref second);
        if (known?.IsOf(term, hash) == true)
        {
            state = known.State;
            return known.Exists;
        }
        var exists = _terms.TryGet(term, out state);
        if (term.Length > MostBytes)
            return exists;
        Volatile.Write(ref second, Volatile.Read(ref first));
        Volatile.Write(ref first, new Entry(term.ToArray(), hash, exists, state));
        return exists;
    }

    private sealed record Entry(byte[] Term, int Hash, bool Exists, TermState State)
    {
        public bool IsOf(ReadOnlySpan<byte> term, int hash) => Hash == hash && Term.AsSpan().SequenceEqual(term);
    }
}
