using Search.Lucene.Searching;

namespace Search.Percolation.Terms;

/// <summary>
/// What queries are made of, numbered: fields, terms, patterns (queries for the terms that fulfil a condition) and ranges of numbers. It
/// only grows. One thread writes at a time.
/// </summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<Query, int> _numbers = [];
    private readonly List<MultiTermQuery> _patterns = [];
    private readonly List<NumberRange> _ranges = [];

    public FieldNumbers Fields { get; } = new();

    public TermDictionary Terms { get; } = new();

    /// <summary>States of the automata of all patterns: what they take of memory.</summary>
    public long States { get; private set; }

    public MultiTermQuery Pattern(int number) => _patterns[number];

    public NumberRange Range(int number) => _ranges[number];

    /// <summary>The number of a term; -1 when no document can have it.</summary>
    public int Term(string field, TermBytes term) => Terms.FindOrAdd(Fields.FindOrAdd(field), term.Span);

    /// <summary>The number of a pattern, equal patterns having one.</summary>
    public int Pattern(MultiTermQuery query)
    {
        if (_numbers.TryGetValue(query, out var known))
            return known;
        Fields.FindOrAdd(query.Field);
        _patterns.Add(query);
        States += query is AutomatonQuery automaton ? automaton.StateCount : 1;
        _numbers.Add(query, _patterns.Count - 1);
        return _patterns.Count - 1;
    }

    /// <summary>The number of a range, equal ranges having one.</summary>
    public int Range(Query query, NumberRange range)
    {
        if (_numbers.TryGetValue(query, out var known))
            return known;
        _ranges.Add(range);
        _numbers.Add(query, _ranges.Count - 1);
        return _ranges.Count - 1;
    }
}
