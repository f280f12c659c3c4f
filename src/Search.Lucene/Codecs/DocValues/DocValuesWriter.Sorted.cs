using Search.Lucene.Codecs.IndexedDisi;
using Search.Lucene.Codecs.Packed;
using Search.Lucene.Documents;
using Search.Lucene.Numerics;

namespace Search.Lucene.Codecs.DocValues;

internal sealed partial class DocValuesWriter
{
    /// <summary>Adds a column of strings by ordinal.</summary>
    /// <param name="field">Its field.</param>
    /// <param name="docs">The documents that have a string, ascending.</param>
    /// <param name="ords">Their strings, as indexes into <paramref name="terms"/>.</param>
    /// <param name="terms">The distinct strings, in ascending unsigned byte order.</param>
    public void AddSorted(FieldInfo field, ReadOnlySpan<int> docs, ReadOnlySpan<int> ords, IReadOnlyList<ReadOnlyMemory<byte>> terms)
    {
        CheckDocs(docs, ords.Length);
        CheckOrds(ords, terms.Count);
        _meta.WriteInt(field.Number);
        _meta.WriteByte(DocValuesFormat.Sorted);
        WriteSingleOrds(docs, ords, terms);
    }

    private static void CheckOrds(ReadOnlySpan<int> ords, int terms)
    {
        foreach (var ord in ords)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)ord, (uint)terms, nameof(ords));
    }

    private void WriteSingleOrds(ReadOnlySpan<int> docs, ReadOnlySpan<int> ords, IReadOnlyList<ReadOnlyMemory<byte>> terms)
    {
        DocsWithField.Write(_meta, _data, docs, _maxDoc);
        _meta.WriteInt(docs.Length);
        WriteOrds(ords, terms.Count);
        WriteTerms(terms);
        WriteTermsIndex(terms);
    }

    private void WriteOrds(ReadOnlySpan<int> ords, int termCount)
    {
        var bits = termCount <= 1 ? 0 : PackedWriter.DirectWidth(PackedBits.BitsRequired(termCount - 1));
        _meta.WriteByte((byte)bits);
        var start = bits == 0 ? 0 : _data.Position;
        _meta.WriteLong(start);
        if (bits != 0)
        {
            var writer = new PackedWriter(_data, bits);
            foreach (var ord in ords)
                writer.Add(ord);
            writer.FinishDirect();
        }
        _meta.WriteLong(bits == 0 ? 0 : _data.Position - start);
    }

    /// <summary>The dictionary: blocks of terms, of which the first stands in full and the others by what differs from the one before.</summary>
    private void WriteTerms(IReadOnlyList<ReadOnlyMemory<byte>> terms)
    {
        _meta.WriteVLong(terms.Count);
        _meta.WriteInt(DocValuesFormat.TermsBlockShift);
        _meta.WriteInt(DocValuesFormat.MonotonicBlockShift);
        var start = _data.Position;
        var addresses = new long[(terms.Count + (1 << DocValuesFormat.TermsBlockShift) - 1) >> DocValuesFormat.TermsBlockShift];
        var longest = 0;
        for (var ord = 0; ord < terms.Count; ord++)
        {
            var term = terms[ord].Span;
            var previous = ord == 0 ? default : terms[ord - 1].Span;
            if (ord > 0 && previous.SequenceCompareTo(term) >= 0)
                throw new ArgumentException("terms must ascend", nameof(terms));
            longest = Math.Max(longest, term.Length);
            if ((ord & ((1 << DocValuesFormat.TermsBlockShift) - 1)) != 0)
            {
                WriteSuffix(term, previous.CommonPrefixLength(term));
                continue;
            }
            addresses[ord >> DocValuesFormat.TermsBlockShift] = _data.Position - start;
            _data.WriteVInt(term.Length);
            _data.WriteBytes(term);
        }
        WriteAddresses(addresses, start, longest);
    }

    private void WriteSuffix(ReadOnlySpan<byte> term, int prefix)
    {
        var suffix = term.Length - prefix;
        _data.WriteByte((byte)(Math.Min(prefix, 15) | (Math.Min(suffix - 1, 15) << 4)));
        if (prefix >= 15)
            _data.WriteVInt(prefix - 15);
        if (suffix >= 16)
            _data.WriteVInt(suffix - 16);
        _data.WriteBytes(term[prefix..]);
    }

    /// <summary>The index: of every 1024th term the shortest prefix that tells it from the term before.</summary>
    private void WriteTermsIndex(IReadOnlyList<ReadOnlyMemory<byte>> terms)
    {
        _meta.WriteInt(DocValuesFormat.TermsIndexShift);
        var start = _data.Position;
        var addresses = new List<long>();
        for (var ord = 0; ord < terms.Count; ord += 1 << DocValuesFormat.TermsIndexShift)
        {
            addresses.Add(_data.Position - start);
            var term = terms[ord].Span;
            if (ord > 0)
                _data.WriteBytes(term[..(terms[ord - 1].Span.CommonPrefixLength(term) + 1)]);
        }
        addresses.Add(_data.Position - start);
        WriteAddresses([.. addresses], start, longest: null);
    }

    /// <summary>Ends a run of bytes that began at <paramref name="start"/>: addresses behind it, and in the metadata where all lies.</summary>
    private void WriteAddresses(ReadOnlySpan<long> addresses, long start, int? longest)
    {
        var addressesStart = _data.Position;
        MonotonicWriter.Write(_meta, _data, DocValuesFormat.MonotonicBlockShift, addresses);
        if (longest is { } length)
            _meta.WriteInt(length);
        _meta.WriteLong(start);
        _meta.WriteLong(addressesStart - start);
        _meta.WriteLong(addressesStart);
        _meta.WriteLong(_data.Position - addressesStart);
    }
}
