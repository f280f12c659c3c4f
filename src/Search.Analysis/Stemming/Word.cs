namespace Search.Analysis.Stemming;

/// <summary>A word on the way to its stem: letters in a buffer that may have room for more. Lengths and places are UTF-16 units.</summary>
internal ref struct Word(Span<char> room, int length)
{
    private readonly Span<char> _room = room;

    public int Length { get; private set; } = length;

    public readonly Span<char> Letters => _room[..Length];

    /// <summary>The letters from a place on; none where the word has become too short for it.</summary>
    public readonly Span<char> From(int region) => _room[Math.Min(region, Length)..Length];

    public readonly bool Ends(string suffix) => Letters.EndsWith(suffix);

    /// <summary>True where the letter that many places before the end (1 is the last) is one of these.</summary>
    public readonly bool EndsInOneOf(string letters, int fromEnd = 1) =>
        Length >= fromEnd && letters.Contains(_room[Length - fromEnd], StringComparison.Ordinal);

    /// <summary>Takes letters from the end.</summary>
    public void Drop(int count) => Length -= count;

    /// <summary>Puts other letters in place of the last ones.</summary>
    public void Replace(int count, string letters)
    {
        Length -= count;
        letters.CopyTo(_room[Length..]);
        Length += letters.Length;
    }

    /// <summary>Takes the suffix from the end where the word has it and it lies in the region that begins at <paramref name="region"/>.</summary>
    public bool DropIn(int region, string suffix)
    {
        if (!Ends(suffix) || Length - suffix.Length < region)
            return false;
        Length -= suffix.Length;
        return true;
    }

    /// <summary>Takes the longest suffix of a table that ends the word, if that one lies in the region that begins at <paramref name="region"/>.</summary>
    public bool DropIn<TRule>(int region, SuffixTable<TRule> suffixes, out TRule rule)
        where TRule : struct
    {
        var suffix = suffixes.Find(Letters, out rule);
        if (suffix == 0 || Length - suffix < region)
            return false;
        Length -= suffix;
        return true;
    }

    /// <summary>Takes the longest suffix of a table as above and, where its rule says so, the one that may stand before it.</summary>
    public void DropIn(int region, SuffixTable<bool> suffixes, string before)
    {
        if (DropIn(region, suffixes, out var hasOneBefore) && hasOneBefore)
            DropIn(region, before);
    }

    /// <summary>Takes the letters from <paramref name="from"/> to before <paramref name="to"/> out of the word.</summary>
    public void Cut(int from, int to)
    {
        _room[to..Length].CopyTo(_room[from..]);
        Length -= to - from;
    }

    /// <summary>Puts two letters in place of the one at <paramref name="at"/>; there must be room for one more.</summary>
    public void Split(int at, char first, char second)
    {
        _room[(at + 1)..Length].CopyTo(_room[(at + 2)..]);
        _room[at] = first;
        _room[at + 1] = second;
        Length++;
    }

    /// <summary>Puts one letter in place of the two at <paramref name="at"/>.</summary>
    public void Join(int at, char letter)
    {
        _room[at] = letter;
        Cut(at + 1, at + 2);
    }
}
