namespace Search.Analysis.Stemming;

/// <summary>Suffixes, and for each what is to be done where a word has it. Immutable, thread-safe.</summary>
/// <typeparam name="TRule">What is to be done.</typeparam>
internal sealed class SuffixTable<TRule>
    where TRule : struct
{
    private const int Buckets = 64;

    // By the last letter, the longest first: what is found first is what counts. Two arrays, not pairs: each kind of rule is compiled for
    // itself, and a first search makes the tables of nine languages.
    private readonly string[][] _suffixes = new string[Buckets][];
    private readonly TRule[][] _rules = new TRule[Buckets][];

    /// <summary>Each list has suffixes with blanks between them.</summary>
    public SuffixTable(params (string Suffixes, TRule Rule)[] lists)
    {
        Array.Fill(_suffixes, []);
        Array.Fill(_rules, []);
        foreach (var (suffixes, rule) in lists)
        {
            foreach (var suffix in suffixes.Split(' '))
                Add(suffix, rule);
        }
    }

    /// <summary>The length of the longest suffix that <paramref name="word"/> ends in, which may be all of it; 0 where it has none.</summary>
    public int Find(ReadOnlySpan<char> word, out TRule rule)
    {
        rule = default;
        if (word.IsEmpty)
            return 0;
        var bucket = word[^1] % Buckets;
        var suffixes = _suffixes[bucket];
        for (var i = 0; i < suffixes.Length; i++)
        {
            if (!word.EndsWith(suffixes[i]))
                continue;
            rule = _rules[bucket][i];
            return suffixes[i].Length;
        }
        return 0;
    }

    private void Add(string suffix, TRule rule)
    {
        var bucket = suffix[^1] % Buckets;
        ref var suffixes = ref _suffixes[bucket];
        ref var rules = ref _rules[bucket];
        var at = suffixes.Length;
        Array.Resize(ref suffixes, at + 1);
        Array.Resize(ref rules, at + 1);
        for (; at > 0 && suffixes[at - 1].Length < suffix.Length; at--)
            (suffixes[at], rules[at]) = (suffixes[at - 1], rules[at - 1]);
        (suffixes[at], rules[at]) = (suffix, rule);
    }
}
