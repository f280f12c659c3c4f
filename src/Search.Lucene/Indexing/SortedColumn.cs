using Search.Lucene.Codecs.DocValues;

namespace Search.Lucene.Indexing;

/// <summary>Pairs of document and string, in the order of documents, each distinct string kept once: sorted or sorted set doc values of one field.</summary>
internal sealed class SortedColumn(TermArena arena) : IDisposable
{
    private int[] _docs = new int[16];
    private int[] _ids = new int[16];

    public int Count { get; private set; }

    public TermTable Terms { get; } = new(arena);

    public long UsedBytes => Count * 2L * sizeof(int) + Terms.UsedBytes;

    public ReadOnlySpan<int> Docs => _docs.AsSpan(0, Count);

    public bool Has(int doc) => Count > 0 && _docs[Count - 1] == doc;

    public void Add(int doc, byte[] source, int start, int length) => AddId(doc, Terms.FindOrAdd(source, start, length));

    /// <summary>The id of a string, for <see cref="AddId"/>.</summary>
    public int Intern(ReadOnlySpan<byte> value) => Terms.FindOrAdd(value.ToArray(), 0, value.Length);

    public void AddId(int doc, int id)
    {
        if (Count == _docs.Length)
        {
            Growth.Ensure(ref _docs, Count + 1);
            Array.Resize(ref _ids, _docs.Length);
        }
        _docs[Count] = doc;
        _ids[Count] = id;
        Count++;
    }

    /// <summary>For each pair the rank of its string, given the ids in the order of their strings.</summary>
    public int[] Ordinals(int[] sortedIds)
    {
        var rank = new int[sortedIds.Length];
        for (var i = 0; i < sortedIds.Length; i++)
            rank[sortedIds[i]] = i;
        var ordinals = new int[Count];
        for (var i = 0; i < ordinals.Length; i++)
            ordinals[i] = rank[_ids[i]];
        return ordinals;
    }

    /// <summary>The strings of each document, each once, by rank, given the ids in the order of their strings.</summary>
    public OrdinalSets Sets(int[] sortedIds)
    {
        var ords = Ordinals(sortedIds);
        var (docs, ends, used) = (new List<int>(), new List<int>(), 0);
        for (var start = 0; start < Count;)
        {
            var end = start + 1;
            while (end < Count && _docs[end] == _docs[start])
                end++;
            docs.Add(_docs[start]);
            used = KeepDistinct(ords, start, end, used);
            ends.Add(used);
            start = end;
        }
        return new OrdinalSets([.. docs], [.. ends], ords[..used]);
    }

    /// <summary>Moves the distinct numbers of a stretch, ascending, to <paramref name="to"/>, which is not behind it; returns where they end.</summary>
    private static int KeepDistinct(int[] numbers, int start, int end, int to)
    {
        Array.Sort(numbers, start, end - start);
        for (var i = start; i < end; i++)
        {
            if (i == start || numbers[i] != numbers[to - 1])
                numbers[to++] = numbers[i];
        }
        return to;
    }

    public void Reset()
    {
        Count = 0;
        Terms.Reset();
    }

    /// <inheritdoc cref="TermTable.Dispose"/>
    public void Dispose() => Terms.Dispose();
}
