namespace Search.Lucene.Automata;

/// <summary>
/// Makes the automaton of all texts that at most so many edits part from a word; labels are the distances. An edit inserts, deletes or
/// replaces a code point, or exchanges two neighbours, of which neither is edited again (optimal string alignment), as in Lucene.
/// </summary>
/// <remarks>
/// A state is a set of places (Schulz and Mihov): so much of the word is read, so many edits were made, or were and the first of two
/// exchanged code points is read. Deletions need no step of their own: a place with fewer edits stands for those that it can come to.
/// </remarks>
internal sealed class LevenshteinAutomaton
{
    // Places are packed into chars.
    private const int MaxWordLength = 4_096;

    private readonly int[] _word;
    private readonly int _prefix;
    private readonly int _edits;
    private readonly bool _transpositions;
    private readonly Alphabet _alphabet;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<Place[]> _states = [];
    private readonly List<int> _next = [];

    private LevenshteinAutomaton(string word, int edits, int prefix, bool transpositions)
    {
        _word = [.. word.EnumerateRunes().Select(rune => rune.Value)];
        _prefix = Math.Min(prefix, _word.Length);
        _edits = edits;
        _transpositions = transpositions;
        _alphabet = new Alphabet([.. _word.Distinct().Select(CodePointSet.Of)]);
    }

    private readonly record struct Place(int Read, int Edits, bool Exchanging);

    /// <param name="word">The word.</param>
    /// <param name="edits">0 to 2.</param>
    /// <param name="prefix">Code points at the beginning that must be equal.</param>
    /// <param name="transpositions">Exchanging two neighbours is one edit, not two.</param>
    /// <exception cref="PatternTooComplexException">The word is too long.</exception>
    public static CodePointAutomaton Compile(string word, int edits, int prefix, bool transpositions)
    {
        var automaton = new LevenshteinAutomaton(word, edits, prefix, transpositions);
        automaton.NumberOf([new Place(0, 0, Exchanging: false)]);
        for (var state = 0; state < automaton._states.Count; state++)
            automaton.Expand(automaton._states[state]);
        return new CodePointAutomaton(automaton._alphabet, [.. automaton._next], [.. automaton._states.Select(automaton.Label)]);
    }

    private void Expand(Place[] state)
    {
        for (var i = 0; i < _alphabet.Count; i++)
        {
            var codePoint = _alphabet.Sample(i);
            var places = new HashSet<Place>();
            foreach (var place in state)
                Step(place, codePoint, places);
            _next.Add(places.Count == 0 ? CodePointAutomaton.Dead : NumberOf(Kept(places)));
        }
    }

    private void Step(Place place, int codePoint, HashSet<Place> places)
    {
        var (read, edits, exchanging) = place;
        if (exchanging)
        {
            if (_word[read] == codePoint)
                places.Add(new Place(read + 2, edits, Exchanging: false));
            return;
        }
        if (read < _prefix || edits == _edits)
        {
            AddMatch(read, edits, codePoint, places);
            return;
        }
        places.Add(new Place(read, edits + 1, Exchanging: false));
        if (read < _word.Length)
            places.Add(new Place(read + 1, edits + 1, Exchanging: false));
        for (var deleted = 0; deleted <= _edits - edits; deleted++)
            AddMatch(read + deleted, edits + deleted, codePoint, places);
    }

    /// <summary>Reads on where the word has this code point next, or after next, when two are exchanged.</summary>
    private void AddMatch(int read, int edits, int codePoint, HashSet<Place> places)
    {
        if (read < _word.Length && _word[read] == codePoint)
            places.Add(new Place(read + 1, edits, Exchanging: false));
        if (_transpositions && read >= _prefix && edits < _edits && read + 1 < _word.Length && _word[read + 1] == codePoint)
            places.Add(new Place(read, edits + 1, Exchanging: true));
    }

    /// <summary>Those that no other place stands for, sorted.</summary>
    private static Place[] Kept(HashSet<Place> places) =>
        [.. places.Where(place => place.Exchanging || !places.Any(other => StandsFor(other, place))).OrderBy(place => place.Read).ThenBy(place => place.Edits).ThenBy(place => place.Exchanging)];

    private static bool StandsFor(Place other, Place place) =>
        !other.Exchanging && other.Edits < place.Edits && Math.Abs(other.Read - place.Read) <= place.Edits - other.Edits;

    private int NumberOf(Place[] places)
    {
        var key = string.Create(places.Length, places, static (text, all) =>
        {
            for (var i = 0; i < all.Length; i++)
                text[i] = (char)(all[i].Read << 3 | all[i].Edits << 1 | (all[i].Exchanging ? 1 : 0));
        });
        if (_numbers.TryGetValue(key, out var number))
            return number;
        if (_states.Count == CodePointAutomaton.MaxStates || _word.Length > MaxWordLength)
            throw new PatternTooComplexException();
        _numbers.Add(key, number = _states.Count);
        _states.Add(places);
        return number;
    }

    private sbyte Label(Place[] places)
    {
        var least = _edits + 1;
        foreach (var place in places)
        {
            if (!place.Exchanging && place.Read >= _prefix)
                least = Math.Min(least, place.Edits + _word.Length - place.Read);
        }
        return least > _edits ? CodePointAutomaton.NotAccepted : (sbyte)least;
    }
}
