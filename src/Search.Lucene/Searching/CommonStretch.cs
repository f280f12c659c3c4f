using System.Runtime.CompilerServices;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Numerics;

namespace Search.Lucene.Searching;

/// <summary>
/// Documents that all places of a phrase, or all terms of a conjunction, have, found a stretch at a time: as far as the block of each place reaches.
/// Between stretches the places may also be moved a document at a time. Not thread-safe.
/// </summary>
/// <param name="places">The rarest first.</param>
internal sealed class CommonStretch(PositionSource[] places)
{
    /// <summary>The most documents of a stretch.</summary>
    public const int Most = PostingsFormat.BlockSize;

    /// <summary>So many matches are worth a look at the minimum before the next stretch.</summary>
    public const int MatchesAtOnce = 128;

    // A row for each place: what the documents are called in its block.
    private readonly byte[] _indexes = new byte[places.Length * Most];
    private readonly int[] _docs = new int[Most];

    /// <summary>Documents found.</summary>
    public int Count { get; private set; }

    /// <summary>The last document looked at.</summary>
    private int Last { get; set; } = -1;

    /// <summary>The documents found.</summary>
    public ReadOnlySpan<int> Docs => _docs.AsSpan(0, Count);

    /// <summary>What they are called in the block of a place.</summary>
    public ReadOnlySpan<byte> Indexes(int place) => _indexes.AsSpan(place * Most, Count);

    /// <summary>Brings the rarest place to <paramref name="from"/>, where it is not as far.</summary>
    public void Start(int from)
    {
        if (places[0].Doc < from)
            places[0].Advance(from);
    }

    /// <summary>
    /// Finds what is behind the last stretch, in the blocks that all places are brought to; never at <paramref name="upTo"/> or after. False when there is
    /// nothing more to look at.
    /// </summary>
    public bool Next(int upTo)
    {
        Count = 0;
        var start = Pass();
        if (start >= upTo)
            return false;
        for (var i = 1; i < places.Length && start != PositionSource.End; i++)
            start = Math.Max(start, places[i].Doc < start ? places[i].Advance(start) : places[i].Doc);
        if (places[0].Doc < start)
            start = places[0].Advance(start);
        Last = upTo - 1;
        if (start >= upTo)
            return start != PositionSource.End;
        foreach (var place in places)
            Last = Math.Min(Last, place.BlockDocs[^1]);
        Intersect();
        return true;
    }

    /// <summary>The first document behind the last stretch that all places have, which they are at then.</summary>
    public int Finish() => Agree(Pass());

    /// <summary>The first document from <paramref name="doc"/> on, which the rarest place is at, that all places have.</summary>
    public int Agree(int doc)
    {
        for (var i = 1; i < places.Length && doc != PositionSource.End;)
        {
            var place = places[i];
            var other = place.Doc < doc ? place.Advance(doc) : place.Doc;
            if (other == doc)
            {
                i++;
                continue;
            }
            doc = other == PositionSource.End ? PositionSource.End : places[0].Advance(other);
            i = 1;
        }
        return doc;
    }

    /// <summary>Moves all places to one of the documents found.</summary>
    public void MoveTo(int candidate)
    {
        for (var i = 0; i < places.Length; i++)
            places[i].MoveInBlock(_indexes[i * Most + candidate]);
    }

    /// <summary>Keeps the documents whose item is not negative.</summary>
    public void Keep(ReadOnlySpan<int> marks)
    {
        var count = Count;
        for (var i = 0; i < places.Length; i++)
            Compact(_indexes.AsSpan(i * Most, count), marks);
        Count = Compact(_docs.AsSpan(0, count), marks);
    }

    /// <summary>Brings the rarest place behind the last stretch.</summary>
    private int Pass() => places[0].Doc <= Last ? places[0].Advance(Last + 1) : places[0].Doc;

    [SkipLocalsInit]
    private void Intersect()
    {
        var lead = UpToLast(places[0].BlockDocs);
        var other = UpToLast(places[1].BlockDocs);
        if (lead.IsEmpty || other.IsEmpty)
            return;
        Count = BlockLookup.Intersect(lead, places[0].BlockIndex, other, places[1].BlockIndex, _docs, _indexes, _indexes.AsSpan(Most));
        Span<int> found = stackalloc int[Most];
        for (var i = 2; i < places.Length && Count > 0; i++)
        {
            var block = UpToLast(places[i].BlockDocs);
            if (block.IsEmpty)
            {
                Count = 0;
                return;
            }
            SortedSpan.Find(Docs, block, found);
            Number(found[..Count], places[i].BlockIndex, _indexes.AsSpan(i * Most));
            Keep(found[..Count]);
        }
    }

    private ReadOnlySpan<int> UpToLast(ReadOnlySpan<int> docs) => docs[^1] <= Last ? docs : docs[..SortedSpan.LowerBound(docs, 0, Last + 1)];

    private static void Number(ReadOnlySpan<int> found, int first, Span<byte> indexes)
    {
        for (var i = 0; i < found.Length; i++)
            indexes[i] = (byte)(first + found[i]);
    }

    private static int Compact<T>(Span<T> items, ReadOnlySpan<int> marks)
    {
        var kept = 0;
        for (var i = 0; i < items.Length && i < marks.Length; i++)
        {
            items[kept] = items[i];
            kept += marks[i] >= 0 ? 1 : 0;
        }
        return kept;
    }
}
