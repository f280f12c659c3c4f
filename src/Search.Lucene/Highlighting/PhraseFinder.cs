using Search.Lucene.Searching;

namespace Search.Lucene.Highlighting;

/// <summary>Finds where a phrase stands among the tokens of a text, and which tokens belong to it there.</summary>
internal sealed class PhraseFinder(TermBytes[][] places, int[] offsets, int slop)
{
    public TermBytes[][] Places { get; } = places;

    /// <summary>Marks the tokens that belong to an occurrence. <paramref name="tokens"/> ascend in position.</summary>
    public void Mark(IReadOnlyList<FoundToken> tokens)
    {
        var occurrences = Array.ConvertAll(Places, place => tokens.Where(token => Array.Exists(place, token.Is)).ToArray());
        if (Array.TrueForAll(occurrences, found => found.Length > 0))
            Mark(occurrences);
    }

    /// <summary>
    /// Holds one token of each place, and moves on the one that is the furthest behind: so every narrowest stretch is met. A place's
    /// beginning is where the phrase would begin by it.
    /// </summary>
    private void Mark(FoundToken[][] occurrences)
    {
        var at = new int[occurrences.Length];
        while (true)
        {
            var (first, last) = (0, 0);
            for (var i = 1; i < at.Length; i++)
            {
                first = Beginning(occurrences, at, i) < Beginning(occurrences, at, first) ? i : first;
                last = Beginning(occurrences, at, i) > Beginning(occurrences, at, last) ? i : last;
            }
            if (Beginning(occurrences, at, last) - Beginning(occurrences, at, first) <= slop && AreDistinct(occurrences, at))
            {
                for (var i = 0; i < at.Length; i++)
                    occurrences[i][at[i]].Counts = true;
            }
            if (++at[first] == occurrences[first].Length)
                return;
        }
    }

    private long Beginning(FoundToken[][] occurrences, int[] at, int place) => (long)occurrences[place][at[place]].Position - offsets[place];

    /// <summary>A phrase with a repeated word needs that word as often.</summary>
    private bool AreDistinct(FoundToken[][] occurrences, int[] at)
    {
        for (var i = 1; i < at.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (offsets[i] != offsets[j] && occurrences[i][at[i]].Position == occurrences[j][at[j]].Position)
                    return false;
            }
        }
        return true;
    }
}
