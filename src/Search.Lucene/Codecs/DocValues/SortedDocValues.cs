using System.Globalization;
using Search.Lucene.Codecs.IndexedDisi;
using Search.Lucene.Codecs.Packed;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.DocValues;

/// <summary>A column of strings by ordinal: at most one a document. Ordinals order as the strings' bytes. Random access; thread-safe; valid as long as its reader is open.</summary>
public sealed class SortedDocValues
{
    private readonly FileView _data;
    private readonly DocsWithField _docs;
    private readonly PackedReader _ords;
    private readonly TermsDictionary _terms;

    internal SortedDocValues(FileView data, DocsWithField docs, PackedReader ords, TermsDictionary terms)
    {
        _data = data;
        _docs = docs;
        _ords = ords;
        _terms = terms;
    }

    /// <summary>Documents that have a string.</summary>
    public int DocCount => _docs.Count;

    /// <summary>Distinct strings.</summary>
    public int ValueCount => _terms.Count;

    /// <summary>Bytes of the longest string.</summary>
    public int MaxLength => _terms.MaxLength;

    /// <summary>The documents that have one.</summary>
    internal DocsWithField Docs => _docs;

    internal TermsDictionary Terms => _terms;

    /// <summary>Where the ordinals start in the file.</summary>
    internal long OrdsOffset => _ords.Offset;

    /// <summary>Ordinal of the document's string, or -1 when it has none.</summary>
    public int Ord(int doc)
    {
        var index = _docs.Index(doc);
        if (index < 0)
            return -1;
        var ord = _ords.Get(index);
        if ((ulong)ord >= (ulong)ValueCount)
            CorruptIndexException.Throw(_data.Name, _ords.Offset, $"an ordinal below {ValueCount}", ord.ToString(CultureInfo.InvariantCulture));
        return (int)ord;
    }

    /// <summary>The string of an ordinal, copied.</summary>
    public byte[] Lookup(int ord)
    {
        var term = new byte[MaxLength];
        return term[..Lookup(ord, term)];
    }

    /// <summary>Copies the string of an ordinal into a buffer of at least <see cref="MaxLength"/> bytes; returns its length.</summary>
    public int Lookup(int ord, Span<byte> buffer) => _terms.CopyTerm(ord, buffer);

    /// <summary>Ordinal of a string; when no document has it, the complement of the ordinal that it would have.</summary>
    public int Find(ReadOnlySpan<byte> term) => _terms.Find(term);

    /// <summary>The same column, seen as sets of at most one string.</summary>
    public SortedSetDocValues AsSets() => new(_data, _docs, addresses: null, _ords, _terms);

    /// <summary>All strings in order.</summary>
    public SortedTerms Enumerate() => new(_terms);
}
