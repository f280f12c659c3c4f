using System.Collections.Frozen;

namespace Search.Percolation.Terms;

/// <summary>Numbers of the fields that queries name, from 0. One thread adds at a time; others read beside it.</summary>
internal sealed class FieldNumbers
{
    private volatile FrozenDictionary<string, int> _numbers = FrozenDictionary<string, int>.Empty;
    private readonly List<string> _names = [];

    /// <summary>The number of a field, new or known.</summary>
    public int FindOrAdd(string name)
    {
        if (_numbers.TryGetValue(name, out var known))
            return known;
        _names.Add(name);
        _numbers = _names.Index().ToFrozenDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        return _names.Count - 1;
    }

    /// <summary>The number of a field, or -1 when no query names it.</summary>
    public int Find(string name) => _numbers.GetValueOrDefault(name, -1);

    /// <summary>For the thread that adds.</summary>
    public string NameOf(int number) => _names[number];
}
