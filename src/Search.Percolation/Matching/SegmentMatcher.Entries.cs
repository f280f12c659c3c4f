using System.Runtime.CompilerServices;
using Search.Percolation.Forms;
using Search.Percolation.Segments;

namespace Search.Percolation.Matching;

/// <summary>From the leaves that a document has to the queries that match.</summary>
internal sealed partial class SegmentMatcher
{
    private void LookAtEntries(FoundQueries found)
    {
        var (present, starts) = (_present, _entries.Starts);
        for (var i = 0; i < _presentCount; i++)
        {
            ref readonly var start = ref starts[present[i]];
            ref readonly var end = ref starts[present[i] + 1];
            Candidates += end.Slot - start.Slot + end.Direct - start.Direct + end.Pair - start.Pair + end.Triple - start.Triple;
            if (start.Slot < end.Slot)
                Tell(start.Slot, end.Slot, found);
            for (var at = start.Direct; at < end.Direct; at++)
                Decide(_entries.Directs[at], found);
            LookAtPairs(start.Pair, end.Pair, found);
            LookAtTriples(start.Triple, end.Triple, found);
        }
    }

    private void LookAtPairs(int from, int to, FoundQueries found)
    {
        var (seconds, bits) = (_entries.PairSeconds, _bits);
        for (var at = from; at < to; at++)
        {
            if (Holds(bits, seconds[at]))
                Decide(_entries.PairPayloads[at], found);
        }
    }

    private void LookAtTriples(int from, int to, FoundQueries found)
    {
        var (seconds, thirds, bits) = (_entries.TripleSeconds, _entries.TripleThirds, _bits);
        for (var at = from; at < to; at++)
        {
            if (Holds(bits, seconds[at]) && Holds(bits, thirds[at]))
                Decide(_entries.TriplePayloads[at], found);
        }
    }

    /// <summary>Groups that every document may match.</summary>
    private void LookAtOthers(FoundQueries found)
    {
        Candidates += _entries.Always.Length;
        foreach (var (second, third, payload) in _entries.Always)
        {
            if ((second == Entries.None || Holds(_bits, second)) && (third == Entries.None || Holds(_bits, third)))
                Decide(payload, found);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Holds(ulong[] bits, int literal) => (((bits[literal >> 7] >> (literal >> 1)) ^ (ulong)literal) & 1) != 0;

    private void Decide(int payload, FoundQueries found)
    {
        if (payload >= 0)
        {
            Tell(payload, payload + 1, found);
            return;
        }
        ref readonly var special = ref _entries.Specials[payload & ~Entries.Special];
        if (!IsDecided(special) && (special.Program < 0 || Holds(_entries.Programs, special.Program)))
            Tell(special.First, special.End, found);
    }

    private bool IsDecided(in SpecialGroup special)
    {
        if (special.Stamp < 0)
            return false;
        ref var stamp = ref _stamps[special.Stamp];
        var isDecided = stamp == _document;
        stamp = _document;
        return isDecided;
    }

    private bool Holds(ReadOnlySpan<int> program, int at) => Form.OpAt(program, at) switch
    {
        Op.Leaf => Has(Form.Argument(program, at)),
        Op.Not => !Holds(program, at + 1),
        Op.And => CountHeld(program, at, Form.Argument(program, at), mayMiss: 0) == Form.Argument(program, at),
        Op.Or => CountHeld(program, at, wanted: 1, int.MaxValue) == 1,
        Op.AtLeast => CountHeld(program, at, program[at + 2], int.MaxValue) == program[at + 2],
        Op.All => true,
        _ => false,
    };

    /// <summary>How many children hold, up to as many as are wanted, or until more than may miss have missed.</summary>
    private int CountHeld(ReadOnlySpan<int> program, int at, int wanted, int mayMiss)
    {
        var held = 0;
        var end = Form.Next(program, at);
        for (var child = Form.FirstChild(program, at); child < end && held < wanted && mayMiss >= 0; child = Form.Next(program, child))
        {
            if (Holds(program, child))
                held++;
            else
                mayMiss--;
        }
        return held;
    }

    private void Tell(int first, int end, FoundQueries found)
    {
        if (_dead.Count > 0)
            TellLiving(first, end, found);
        else if (end - first == 1)
            found.Add(_ids[first]);
        else
            found.Add(_ids.AsSpan(first, end - first));
    }

    private void TellLiving(int first, int end, FoundQueries found)
    {
        for (var slot = first; slot < end; slot++)
        {
            if (!_dead.Contains(slot))
                found.Add(_ids[slot]);
        }
    }
}
