namespace Search.Percolation.Segments;

/// <summary>
/// Turns the payloads of chosen entries, which name groups, into those of a segment: slots, or special groups where there are several queries or
/// a program. Not thread-safe.
/// </summary>
internal sealed class Payloads
{
    private readonly List<SpecialGroup> _specials = [];
    private readonly Dictionary<int, int> _specialOfGroup = [];
    private readonly SegmentQueries _queries;
    private readonly int[] _ranks;

    /// <param name="chosen">Groups with programs; they keep their numbers.</param>
    /// <param name="queries">The queries by the new numbers of groups.</param>
    /// <param name="ranks">These numbers.</param>
    public Payloads(IEnumerable<ChosenSpecial> chosen, SegmentQueries queries, int[] ranks)
    {
        (_queries, _ranks) = (queries, ranks);
        foreach (var special in chosen)
            _specials.Add(Special(special.Group, special.Program, special.Stamp));
    }

    /// <summary>All that were met so far.</summary>
    public SpecialGroup[] Specials => [.. _specials];

    /// <summary>Of a group's number, or of one with <see cref="Entries.Special"/>.</summary>
    public int Of(int chosen)
    {
        if (chosen < 0)
            return chosen;
        var special = Special(chosen, program: -1, stamp: -1);
        if (special.End - special.First == 1)
            return special.First;
        if (!_specialOfGroup.TryGetValue(chosen, out var number))
        {
            _specialOfGroup.Add(chosen, number = _specials.Count);
            _specials.Add(special);
        }
        return number | Entries.Special;
    }

    private SpecialGroup Special(int group, int program, int stamp)
    {
        var rank = _ranks[group];
        return new SpecialGroup(_queries.Slots[rank], _queries.Slots[rank + 1], program, stamp);
    }
}
