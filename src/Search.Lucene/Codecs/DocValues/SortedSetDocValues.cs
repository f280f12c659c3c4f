using System.Globalization;
using Search.Lucene.Codecs.IndexedDisi;
using Search.Lucene.Codecs.Packed;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.DocValues;

/// <summary>
/// A column of sets of strings by ordinal: any number a document. Ordinals order as the strings' bytes; those of a document ascend.
/// Random access; thread-safe; valid as long as its reader is open.
/// </summary>
public sealed class SortedSetDocValues
{
    private const int ShortTerm = 256;

    private readonly FileView _data;
    private readonly DocsWithField _docs;
    private readonly MonotonicReader? _addresses;
    private readonly PackedReader _ords;
    private readonly TermsDictionary _terms;

    /// <param name="data">The file, for messages.</param>
    /// <param name="docs">Documents that have strings.</param>
    /// <param name="addresses">Where the ordinals of each of them begin; null where each has one.</param>
    /// <param name="ords">All ordinals, document after document.</param>
    /// <param name="terms">The strings.</param>
    internal SortedSetDocValues(FileView data, DocsWithField docs, MonotonicReader? addresses, PackedReader ords, TermsDictionary terms)
    {
        _data = data;
        _docs = docs;
        _addresses = addresses;
        _ords = ords;
        _terms = terms;
    }

    /// <summary>Documents that have a string.</summary>
    public int DocCount => _docs.Count;

    /// <summary>Strings of all documents together.</summary>
    public long OrdCount => _addresses?.Get(DocCount) ?? DocCount;

    /// <summary>Distinct strings.</summary>
    public int ValueCount => _terms.Count;

    /// <summary>Bytes of the longest string.</summary>
    public int MaxLength => _terms.MaxLength;

    /// <summary>The documents that have one.</summary>
    internal DocsWithField Docs => _docs;

    internal TermsDictionary Terms => _terms;

    /// <summary>Where the ordinals start in the file.</summary>
    internal long OrdsOffset => _ords.Offset;

    /// <summary>Ordinals of the document's strings, ascending; empty when it has none.</summary>
    public int[] Ords(int doc)
    {
        var (start, end) = Place(doc);
        var ords = new int[end - start];
        for (var i = 0; i < ords.Length; i++)
            ords[i] = Ord(start + i);
        return ords;
    }

    /// <summary>The string of an ordinal, copied.</summary>
    public byte[] Lookup(int ord)
    {
        Span<byte> term = MaxLength <= ShortTerm ? stackalloc byte[ShortTerm] : new byte[MaxLength];
        return term[.._terms.CopyTerm(ord, term)].ToArray();
    }

    /// <summary>Ordinal of a string; when no document has it, the complement of the ordinal that it would have.</summary>
    public int Find(ReadOnlySpan<byte> term) => _terms.Find(term);

    /// <summary>All strings in order.</summary>
    public SortedTerms Enumerate() => new(_terms);

    /// <summary>Adds 1 to the count of each string of each of these documents; there are <see cref="ValueCount"/> counts.</summary>
    internal void CountInto(ReadOnlySpan<int> docs, Span<int> counts)
    {
        foreach (var doc in docs)
        {
            var (start, end) = Place(doc);
            for (var i = start; i < end; i++)
                counts[Ord(i)]++;
        }
    }

    /// <summary>Where the document's ordinals stand among all; equal when it has none.</summary>
    internal (long Start, long End) Place(int doc)
    {
        var index = _docs.Index(doc);
        if (index < 0)
            return (0, 0);
        if (_addresses is null)
            return (index, index + 1L);
        var (start, end) = (_addresses.Get(index), _addresses.Get(index + 1L));
        if (start < 0 || end <= start || end - start > ValueCount || end > _addresses.Get(DocCount))
            CorruptIndexException.Throw(_data.Name, -1, $"a place of at most {ValueCount} ordinals", string.Create(CultureInfo.InvariantCulture, $"{start} to {end}"));
        return (start, end);
    }

    /// <summary>The ordinal at a place among all.</summary>
    internal int Ord(long index)
    {
        var ord = _ords.Get(index);
        if ((ulong)ord >= (ulong)ValueCount)
            CorruptIndexException.Throw(_data.Name, _ords.Offset, $"an ordinal below {ValueCount}", ord.ToString(CultureInfo.InvariantCulture));
        return (int)ord;
    }
}
