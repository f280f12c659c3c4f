using Search.Lucene.Codecs.IndexedDisi;
using Search.Lucene.Codecs.Packed;
using Search.Lucene.Documents;

namespace Search.Lucene.Codecs.DocValues;

internal sealed partial class DocValuesWriter
{
    /// <summary>Adds a column of sets of strings by ordinal. Where no document has two, it is written as a column of strings.</summary>
    /// <param name="field">Its field.</param>
    /// <param name="sets">The documents that have strings, and which.</param>
    /// <param name="terms">The distinct strings, in ascending unsigned byte order.</param>
    public void AddSortedSet(FieldInfo field, OrdinalSets sets, IReadOnlyList<ReadOnlyMemory<byte>> terms)
    {
        CheckDocs(sets.Docs, sets.Ends.Length);
        CheckSets(sets);
        CheckOrds(sets.Ords, terms.Count);
        _meta.WriteInt(field.Number);
        _meta.WriteByte(DocValuesFormat.SortedSet);
        if (sets.Ords.Length == sets.Docs.Length)
        {
            _meta.WriteByte(DocValuesFormat.SingleValued);
            WriteSingleOrds(sets.Docs, sets.Ords, terms);
            return;
        }
        _meta.WriteByte(DocValuesFormat.MultiValued);
        DocsWithField.Write(_meta, _data, sets.Docs, _maxDoc);
        WriteOrds(sets.Ords, terms.Count);
        WriteEnds(sets.Ends);
        WriteTerms(terms);
        WriteTermsIndex(terms);
    }

    /// <summary>Where each document's ordinals begin, and where the last one's end.</summary>
    private void WriteEnds(int[] ends)
    {
        _meta.WriteInt(ends.Length);
        var start = _data.Position;
        _meta.WriteLong(start);
        _meta.WriteVInt(DocValuesFormat.MonotonicBlockShift);
        var addresses = new MonotonicWriter(_meta, _data, DocValuesFormat.MonotonicBlockShift);
        addresses.Add(0);
        foreach (var end in ends)
            addresses.Add(end);
        addresses.Finish();
        _meta.WriteLong(_data.Position - start);
    }

    private static void CheckSets(OrdinalSets sets)
    {
        var start = 0;
        foreach (var end in sets.Ends)
        {
            if (end <= start || end > sets.Ords.Length)
                throw new ArgumentException("each document in the column has a string", nameof(sets));
            for (var i = start + 1; i < end; i++)
            {
                if (sets.Ords[i - 1] >= sets.Ords[i])
                    throw new ArgumentException("a document's ordinals ascend", nameof(sets));
            }
            start = end;
        }
        if (start != sets.Ords.Length)
            throw new ArgumentException("each ordinal is of a document", nameof(sets));
    }
}
