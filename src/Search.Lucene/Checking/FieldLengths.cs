using System.Globalization;
using System.Numerics;
using Search.Lucene.Codecs.Norms;
using Search.Lucene.Documents;
using Search.Lucene.Numerics;

namespace Search.Lucene.Checking;

/// <summary>
/// The length of each document in one field as its postings have it, beside its norm. A norm counts the occurrences, without those that
/// share a position with another; in a field of documents only it counts the terms; it is 0 where there are none. Takes 8 bytes a document, and 8 MB.
/// </summary>
internal sealed class FieldLengths
{
    /// <summary>Positions that are told apart at most; where the field's norms speak of more, those of some documents only.</summary>
    private const long MaxPositions = 1L << 26;

    private readonly string _file;
    private readonly FieldInfo _field;
    private readonly FieldNorms? _norms;
    private readonly int[] _occurrences;

    // Where each document's positions begin in the set, which holds a bit for each; its end is the next one's begin.
    private readonly int[] _starts = [];
    private readonly FixedBitSet _positions = new(0);

    /// <param name="file">The file of the norms.</param>
    /// <param name="field">The field, which has norms.</param>
    /// <param name="norms">Null when the files of the norms have none of it.</param>
    /// <param name="maxDoc">Documents of the segment.</param>
    public FieldLengths(string file, FieldInfo field, FieldNorms? norms, int maxDoc)
    {
        _file = file;
        _field = field;
        _norms = norms;
        _occurrences = new int[maxDoc];
        if (field.IndexOptions < IndexOptions.DocsAndFreqsAndPositions || norms is null)
            return;
        _starts = Starts(norms, maxDoc);
        _positions = new FixedBitSet(_starts[^1]);
    }

    /// <summary>Adds the occurrences of one term in a document.</summary>
    public void Add(int doc, int freq) => _occurrences[doc] = (int)Math.Min(int.MaxValue, (long)_occurrences[doc] + freq);

    /// <summary>Adds the position of one of them.</summary>
    public void AddPosition(int doc, int position)
    {
        if (_starts.Length > 0 && position < _starts[doc + 1] - _starts[doc])
            _positions.Set(_starts[doc] + position);
    }

    /// <summary>Compares each document's norm with what was added.</summary>
    /// <exception cref="CorruptIndexException">One differs.</exception>
    public void Check()
    {
        for (var doc = 0; doc < _occurrences.Length; doc++)
        {
            var norm = _norms?.Get(doc) ?? 0;
            var (least, most) = Bounds(doc);
            if (norm < least || norm > most)
                Throw(doc, norm, least, most);
        }
    }

    private (byte Least, byte Most) Bounds(int doc)
    {
        var most = SmallFloat.IntToByte4(_occurrences[doc]);
        if (_field.IndexOptions == IndexOptions.Docs || most == 0)
            return (most, most);
        return (SmallFloat.IntToByte4(Math.Max(1, Distinct(doc))), most);
    }

    private int Distinct(int doc)
    {
        if (_starts.Length == 0)
            return 0;
        var (at, end, count) = (_starts[doc], _starts[doc + 1], 0);
        for (; at < end && (at & 63) != 0; at++)
            count += _positions.Get(at) ? 1 : 0;
        for (; at + 64 <= end; at += 64)
            count += BitOperations.PopCount(_positions.Words[at >> 6]);
        for (; at < end; at++)
            count += _positions.Get(at) ? 1 : 0;
        return count;
    }

    /// <summary>Room for twice a document's length, as positions may have gaps, for as many documents, evenly spread, as there is room for.</summary>
    private static int[] Starts(FieldNorms norms, int maxDoc)
    {
        var total = 0L;
        for (var doc = 0; doc < maxDoc; doc++)
            total += Room(norms, doc);
        var every = 1 + total / MaxPositions;
        var starts = new int[maxDoc + 1];
        for (var doc = 0; doc < maxDoc; doc++)
        {
            var room = doc % every == 0 ? Room(norms, doc) : 0;
            starts[doc + 1] = (int)Math.Min(MaxPositions, starts[doc] + room);
        }
        return starts;
    }

    private static long Room(FieldNorms norms, int doc) => 64 + 2L * SmallFloat.Byte4ToInt(norms.Get(doc));

    private void Throw(int doc, byte norm, byte least, byte most)
    {
        var expected = least == most
            ? $"the norm {most} for document {doc}"
            : $"a norm from {least} to {most} for document {doc}";
        CorruptIndexException.Throw(
            _file, _norms?.OffsetOf(doc) ?? -1, $"{expected}, which has {_occurrences[doc]} occurrences in field \"{_field.Name}\"", norm.ToString(CultureInfo.InvariantCulture));
    }
}
