namespace Search.Lucene.Codecs.Points;

/// <summary>Sorts points by value, then by document: a radix sort from the lowest byte up, which leaves out bytes that all points share.</summary>
internal static class PointSorter
{
    public static void Sort(ref ulong[] values, ref int[] docs)
    {
        var otherValues = new ulong[values.Length];
        var otherDocs = new int[docs.Length];
        if (!IsAscending(docs))
        {
            for (var shift = 0; shift < 32; shift += 8)
                SortByDoc(shift, ref values, ref docs, ref otherValues, ref otherDocs);
        }
        for (var shift = 0; shift < 64; shift += 8)
            SortByValue(shift, ref values, ref docs, ref otherValues, ref otherDocs);
    }

    private static bool IsAscending(ReadOnlySpan<int> docs)
    {
        for (var i = 1; i < docs.Length; i++)
        {
            if (docs[i] < docs[i - 1])
                return false;
        }
        return true;
    }

    private static void SortByDoc(int shift, ref ulong[] values, ref int[] docs, ref ulong[] otherValues, ref int[] otherDocs)
    {
        Span<int> starts = stackalloc int[256];
        foreach (var doc in docs)
            starts[(byte)(doc >> shift)]++;
        if (!ToStarts(starts, docs.Length))
            return;
        for (var i = 0; i < docs.Length; i++)
        {
            var to = starts[(byte)(docs[i] >> shift)]++;
            otherValues[to] = values[i];
            otherDocs[to] = docs[i];
        }
        (values, otherValues) = (otherValues, values);
        (docs, otherDocs) = (otherDocs, docs);
    }

    private static void SortByValue(int shift, ref ulong[] values, ref int[] docs, ref ulong[] otherValues, ref int[] otherDocs)
    {
        Span<int> starts = stackalloc int[256];
        foreach (var value in values)
            starts[(byte)(value >> shift)]++;
        if (!ToStarts(starts, values.Length))
            return;
        for (var i = 0; i < values.Length; i++)
        {
            var to = starts[(byte)(values[i] >> shift)]++;
            otherValues[to] = values[i];
            otherDocs[to] = docs[i];
        }
        (values, otherValues) = (otherValues, values);
        (docs, otherDocs) = (otherDocs, docs);
    }

    /// <summary>Turns counts into starts; false when one count is all, and there is nothing to sort.</summary>
    private static bool ToStarts(Span<int> counts, int total)
    {
        var start = 0;
        foreach (ref var count in counts)
        {
            if (count == total)
                return false;
            (count, start) = (start, start + count);
        }
        return true;
    }
}
