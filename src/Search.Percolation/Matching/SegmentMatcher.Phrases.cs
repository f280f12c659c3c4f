using Search.Percolation.Segments;

namespace Search.Percolation.Matching;

/// <summary>Phrases of terms side by side.</summary>
internal sealed partial class SegmentMatcher
{
    /// <summary>Looks up each pair of neighbours that may be part of a phrase.</summary>
    private void FindPhrases(DocumentTerms document)
    {
        var slots = document.Occurrences;
        var positions = document.Positions;
        var (flags, leafOfSlot) = (_leaves.Flags, _leafOfSlot);
        var from = 0;
        foreach (var end in document.FieldEnds)
        {
            for (var i = from; i < end - 1; i++)
            {
                var first = leafOfSlot[slots[i]];
                if (first < 0 || (flags[first] & LeafFlags.StartsPair) == LeafFlags.None)
                    continue;
                for (var next = i + 1; next < end && positions[next] <= positions[i] + 1; next++)
                {
                    var second = leafOfSlot[slots[next]];
                    if (second >= 0 && positions[next] == positions[i] + 1 && (flags[second] & LeafFlags.EndsPair) != LeafFlags.None)
                        FindPhrases(first, second, document, from, i, end);
                }
            }
            from = end;
        }
    }

    private void FindPhrases(int first, int second, DocumentTerms document, int from, int at, int end)
    {
        var value = _leaves.Phrases.Find(first, second);
        if (value >= 0)
            Add(value);
        else if (value != int.MinValue)
            FindPhrases(_leaves.Phrases.Run(~value), document, from, at, end);
    }

    private void FindPhrases(ReadOnlySpan<int> run, DocumentTerms document, int from, int at, int end)
    {
        var next = 1;
        for (var left = run[0]; left > 0; left--)
        {
            var (leaf, place, count) = (run[next], run[next + 1], run[next + 2]);
            var terms = run.Slice(next + 3, count);
            if (!Has(leaf) && HasRest(terms, place, document, from, at, end))
                Add(leaf);
            next += 3 + count;
        }
    }

    /// <summary>Whether a phrase stands where its pair, from <paramref name="place"/> on, begins at an occurrence: what precedes the pair, then what follows.</summary>
    private bool HasRest(ReadOnlySpan<int> terms, int place, DocumentTerms document, int from, int at, int end)
    {
        var positions = document.Positions;
        var left = at;
        for (var i = place - 1; i >= 0; i--)
        {
            var wanted = positions[at] - (place - i);
            while (left >= from && positions[left] > wanted)
                left--;
            if (!Stands(terms[i], wanted, document, left, from - 1))
                return false;
        }
        var right = at;
        for (var i = place + 2; i < terms.Length; i++)
        {
            var wanted = positions[at] + (i - place);
            while (right < end && positions[right] < wanted)
                right++;
            if (!Stands(terms[i], wanted, document, right, end))
                return false;
        }
        return true;
    }

    /// <summary>Whether a term is among those at a position, which begin at an occurrence and end before another, on whichever side of it.</summary>
    private bool Stands(int leaf, int position, DocumentTerms document, int at, int end)
    {
        var slots = document.Occurrences;
        var positions = document.Positions;
        for (var step = end < at ? -1 : 1; at != end && positions[at] == position; at += step)
        {
            if (_leafOfSlot[slots[at]] == leaf)
                return true;
        }
        return false;
    }
}
