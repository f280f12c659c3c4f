using System.Buffers;
using Search.Lucene.Codecs.DocValues;

namespace Search.Lucene.Searching;

/// <summary>
/// Counts the strings that matches have in one column: by ordinal within a segment, by term over segments. Nothing is allocated for a
/// match; a segment costs as much as it has distinct strings.
/// </summary>
internal sealed class OrdinalCounter(string field)
{
    private const int StringsToABlock = 16;

    private readonly Dictionary<TermBytes, long> _totals = [];
    private SortedSetDocValues? _column;
    private int[] _counts = [];

    /// <summary>A new segment begins.</summary>
    public void Enter(Leaf leaf)
    {
        Leave();
        _column = leaf.Reader.SortedSetDocValues(field);
        if (_column is null)
            return;
        _counts = ArrayPool<int>.Shared.Rent(_column.ValueCount);
        Array.Clear(_counts, 0, _column.ValueCount);
    }

    public void Count(ReadOnlySpan<int> docs) => _column?.CountInto(docs, _counts.AsSpan(0, _column.ValueCount));

    /// <summary>The counts of all segments.</summary>
    public FacetCounts Finish()
    {
        Leave();
        var values = _totals.Select(pair => new FacetCount(pair.Key, pair.Value));
        return new FacetCounts(field, [.. values.OrderByDescending(value => value.Count).ThenBy(value => value.Value)]);
    }

    /// <summary>Adds the counts of other segments.</summary>
    public void Add(OrdinalCounter other)
    {
        Leave();
        other.Leave();
        foreach (var (term, count) in other._totals)
            Add(term, count);
    }

    /// <summary>Adds the segment's counts to the totals.</summary>
    private void Leave()
    {
        if (_column is null)
            return;
        var counts = _counts.AsSpan(0, _column.ValueCount);
        // Strings lie in blocks, and one costs half a block to find: many are read in a row.
        if (counts.Length - counts.Count(0) > counts.Length / StringsToABlock)
            AddInOrder(_column.Enumerate());
        else
            AddOneByOne(_column);
        ArrayPool<int>.Shared.Return(_counts);
        _column = null;
    }

    private void AddInOrder(SortedTerms terms)
    {
        while (terms.MoveNext())
        {
            if (_counts[terms.Ord] > 0)
                Add(new TermBytes(terms.Term), _counts[terms.Ord]);
        }
    }

    private void AddOneByOne(SortedSetDocValues column)
    {
        for (var ord = 0; ord < column.ValueCount; ord++)
        {
            if (_counts[ord] > 0)
                Add(new TermBytes(column.Lookup(ord)), _counts[ord]);
        }
    }

    private void Add(TermBytes term, long count) => _totals[term] = _totals.GetValueOrDefault(term) + count;
}
