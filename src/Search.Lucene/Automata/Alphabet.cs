namespace Search.Lucene.Automata;

/// <summary>The code points in classes: those of a class belong to the same of some sets, so that no pattern of these sets tells them apart. Immutable.</summary>
internal sealed class Alphabet
{
    // First code point of each interval, ascending, and the interval's class. The last one ends at CodePointSet.Last.
    private readonly int[] _starts;
    private readonly int[] _classes;
    private readonly int[] _samples;

    public Alphabet(IReadOnlyCollection<CodePointSet> sets)
    {
        _starts = Starts(sets);
        _classes = new int[_starts.Length];
        foreach (var set in sets)
            Refine(set);
        (_classes, _samples) = Renumbered();
    }

    /// <summary>Number of classes.</summary>
    public int Count => _samples.Length;

    public int IntervalCount => _starts.Length;

    /// <summary>A member of a class.</summary>
    public int Sample(int number) => _samples[number];

    public int ClassOf(int codePoint) => _classes[IntervalOf(codePoint)];

    /// <summary>The interval that a code point is in.</summary>
    public int IntervalOf(int codePoint)
    {
        var place = Array.BinarySearch(_starts, codePoint);
        return place >= 0 ? place : ~place - 1;
    }

    public int ClassOfInterval(int interval) => _classes[interval];

    private static int[] Starts(IReadOnlyCollection<CodePointSet> sets)
    {
        var starts = new SortedSet<int> { 0 };
        foreach (var set in sets)
        {
            for (var i = 0; i < set.RangeCount; i++)
            {
                var (first, last) = set.RangeAt(i);
                starts.Add(first);
                if (last < CodePointSet.Last)
                    starts.Add(last + 1);
            }
        }
        return [.. starts];
    }

    /// <summary>Parts each class into those inside and those outside a set.</summary>
    private void Refine(CodePointSet set)
    {
        var inside = new bool[_starts.Length];
        for (var i = 0; i < set.RangeCount; i++)
        {
            var (first, last) = set.RangeAt(i);
            var from = IntervalOf(first);
            inside.AsSpan(from, IntervalOf(last) - from + 1).Fill(true);
        }
        var parted = new Dictionary<(int Class, bool Inside), int>();
        for (var i = 0; i < _classes.Length; i++)
        {
            if (!parted.TryGetValue((_classes[i], inside[i]), out var number))
                parted.Add((_classes[i], inside[i]), number = parted.Count);
            _classes[i] = number;
        }
    }

    private (int[] Classes, int[] Samples) Renumbered()
    {
        var samples = new int[_classes.Max() + 1];
        for (var i = _starts.Length - 1; i >= 0; i--)
            samples[_classes[i]] = _starts[i];
        return (_classes, samples);
    }
}
