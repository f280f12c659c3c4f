namespace Search.Lucene.Automata;

/// <summary>
/// Turns an automaton over code points into one over their UTF-8. The states of the first come first, in their order; to them come
/// states in the middle of a code point: so many bytes are missing, and for each value of the next one it is known where that leads.
/// Middle states that lead to the same are one.
/// </summary>
internal sealed class ByteAutomatonBuilder
{
    private const int FirstLead = 0xC2;
    private const int Leads = 0xF5 - FirstLead;
    private const int FirstTail = 0x80;
    private const int Tails = 64;

    private readonly CodePointAutomaton _source;
    private readonly Alphabet _alphabet;
    private readonly List<short[]> _middles = [];
    private readonly Dictionary<short[], short> _middleNumbers = new(RowComparer.Instance);
    private readonly Dictionary<(int Target, int Missing), short> _repeated = [];

    private ByteAutomatonBuilder(CodePointAutomaton source)
    {
        _source = source;
        _alphabet = source.Alphabet;
    }

    /// <exception cref="PatternTooComplexException">There would be more than 32,767 states.</exception>
    public static ByteAutomaton Build(CodePointAutomaton source) =>
        source.Least[0] == sbyte.MaxValue ? new ByteAutomaton(new byte[256], [], [], [], []) : new ByteAutomatonBuilder(source).Build();

    private ByteAutomaton Build()
    {
        var leads = new short[_source.StateCount][];
        for (var state = 0; state < leads.Length; state++)
            leads[state] = LeadRow(state);
        var classes = new byte[256];
        // Class 0 is of the bytes that UTF-8 does not have.
        var samples = new List<(int Byte, int Column)> { (0xFF, 0) };
        AddAscii(classes, samples);
        AddColumns(leads, FirstLead, Leads, classes, samples);
        AddColumns(_middles, FirstTail, Tails, classes, samples);
        var next = new short[(leads.Length + _middles.Count) * samples.Count];
        for (var state = 0; state < leads.Length + _middles.Count; state++)
        {
            for (var column = 0; column < samples.Count; column++)
                next[state * samples.Count + column] = Target(state, samples[column].Byte, leads);
        }
        return Finished(classes, next);
    }

    private ByteAutomaton Finished(byte[] classes, short[] next)
    {
        var count = _source.StateCount;
        var labels = new sbyte[count + _middles.Count];
        var least = new sbyte[labels.Length];
        var acceptsAll = new bool[labels.Length];
        for (var state = 0; state < count; state++)
            (labels[state], least[state], acceptsAll[state]) = (_source.Label(state), _source.Least[state], _source.AcceptsAll[state]);
        for (var i = 0; i < _middles.Count; i++)
        {
            // What a middle state leads to was made before it.
            labels[count + i] = CodePointAutomaton.NotAccepted;
            least[count + i] = _middles[i].Where(target => target >= 0).Min(target => least[target]);
        }
        return new ByteAutomaton(classes, next, labels, least, acceptsAll);
    }

    private short Target(int state, int b, short[][] leads)
    {
        if (state >= leads.Length)
            return b is >= FirstTail and < FirstTail + Tails ? _middles[state - leads.Length][b - FirstTail] : (short)ByteAutomaton.Dead;
        if (b < FirstTail)
            return (short)_source.Next(state, _alphabet.ClassOf(b));
        return b is >= FirstLead and < FirstLead + Leads ? leads[state][b - FirstLead] : (short)ByteAutomaton.Dead;
    }

    private short[] LeadRow(int state)
    {
        var row = new short[Leads];
        for (var i = 0; i < Leads; i++)
        {
            var b = FirstLead + i;
            row[i] = b switch
            {
                < 0xE0 => AfterLead(state, (b & 0x1F) << 6, 1, 0x80),
                < 0xF0 => AfterLead(state, (b & 0x0F) << 12, 2, 0x800),
                _ => AfterLead(state, (b & 0x07) << 18, 3, 0x1_0000),
            };
        }
        return row;
    }

    /// <summary>The state after a lead byte, or after it and some more: <paramref name="missing"/> bytes, six bits each, are missing from <paramref name="start"/>.</summary>
    /// <param name="state">Where the code point began.</param>
    /// <param name="start">The code point's bits that are known; the others are 0.</param>
    /// <param name="missing">0 to 3.</param>
    /// <param name="least">Smaller code points are written in fewer bytes.</param>
    private short AfterLead(int state, int start, int missing, int least)
    {
        var (from, to) = (Math.Max(start, least), Math.Min(start + (1 << (6 * missing)) - 1, CodePointSet.Last));
        if (from > to)
            return ByteAutomaton.Dead;
        if (Same(state, from, to) is { } same)
            return Repeated(same, missing);
        var row = new short[Tails];
        for (var i = 0; i < Tails; i++)
            row[i] = AfterLead(state, start + (i << (6 * (missing - 1))), missing - 1, least);
        return Middle(row);
    }

    /// <summary>Where all code points of a range lead, if all lead to the same.</summary>
    private int? Same(int state, int from, int to)
    {
        var interval = _alphabet.IntervalOf(from);
        var target = _source.Next(state, _alphabet.ClassOfInterval(interval));
        for (var last = _alphabet.IntervalOf(to); interval < last;)
        {
            if (_source.Next(state, _alphabet.ClassOfInterval(++interval)) != target)
                return null;
        }
        return target;
    }

    /// <summary>The state from which any so many bytes lead to a state.</summary>
    private short Repeated(int target, int missing)
    {
        if (target == ByteAutomaton.Dead || missing == 0)
            return (short)target;
        if (_repeated.TryGetValue((target, missing), out var known))
            return known;
        var row = new short[Tails];
        Array.Fill(row, Repeated(target, missing - 1));
        return _repeated[(target, missing)] = Middle(row);
    }

    private short Middle(short[] row)
    {
        if (row.AsSpan().IndexOfAnyExcept((short)ByteAutomaton.Dead) < 0)
            return ByteAutomaton.Dead;
        if (_middleNumbers.TryGetValue(row, out var number))
            return number;
        if (_source.StateCount + _middles.Count >= short.MaxValue)
            throw new PatternTooComplexException();
        number = (short)(_source.StateCount + _middles.Count);
        _middles.Add(row);
        _middleNumbers.Add(row, number);
        return number;
    }

    private void AddAscii(byte[] classes, List<(int Byte, int Column)> samples)
    {
        var known = new Dictionary<int, byte>();
        for (var b = 0; b < FirstTail; b++)
        {
            var alphabetClass = _alphabet.ClassOf(b);
            if (!known.TryGetValue(alphabetClass, out var number))
            {
                known.Add(alphabetClass, number = (byte)samples.Count);
                samples.Add((b, number));
            }
            classes[b] = number;
        }
    }

    /// <summary>One class for the bytes that lead from every state to the same.</summary>
    private static void AddColumns(IReadOnlyList<short[]> rows, int first, int count, byte[] classes, List<(int Byte, int Column)> samples)
    {
        var known = new Dictionary<short[], byte>(RowComparer.Instance);
        for (var i = 0; i < count; i++)
        {
            var column = new short[rows.Count];
            for (var row = 0; row < column.Length; row++)
                column[row] = rows[row][i];
            if (!known.TryGetValue(column, out var number))
            {
                known.Add(column, number = (byte)samples.Count);
                samples.Add((first + i, number));
            }
            classes[first + i] = number;
        }
    }

    private sealed class RowComparer : IEqualityComparer<short[]>
    {
        public static RowComparer Instance { get; } = new();

        public bool Equals(short[]? x, short[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(short[] row)
        {
            var hash = new HashCode();
            hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes<short>(row));
            return hash.ToHashCode();
        }
    }
}
