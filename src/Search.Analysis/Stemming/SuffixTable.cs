namespace Search.Analysis.Stemming;

/// <summary>Suffixes, and for each what is to be done where a word has it. Immutable, thread-safe.</summary>
/// <typeparam name="TRule">What is to be done.</typeparam>
internal sealed class SuffixTable<TRule>
    where TRule : struct
{
    private const int Buckets = 64;

    // By the last letter, the longest first: what is found first is what counts.
    private readonly (string Suffix, TRule Rule)[][] _buckets;

    /// <summary>Each list has suffixes with blanks between them.</summary>
    public SuffixTable(params (string Suffixes, TRule Rule)[] lists)
    {
        var all = lists.SelectMany(list => list.Suffixes.Split(' ').Select(suffix => (Suffix: suffix, list.Rule))).ToLookup(entry => entry.Suffix[^1] % Buckets);
        _buckets = [.. Enumerable.Range(0, Buckets).Select(bucket => all[bucket].OrderByDescending(entry => entry.Suffix.Length).ToArray())];
    }

    /// <summary>The length of the longest suffix that <paramref name="word"/> ends in, which may be all of it; 0 where it has none.</summary>
    public int Find(ReadOnlySpan<char> word, out TRule rule)
    {
        rule = default;
        if (word.IsEmpty)
            return 0;
        foreach (var (suffix, itsRule) in _buckets[word[^1] % Buckets])
        {
            if (!word.EndsWith(suffix))
                continue;
            rule = itsRule;
            return suffix.Length;
        }
        return 0;
    }
}
