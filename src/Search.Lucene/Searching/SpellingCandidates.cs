using Search.Lucene.Automata;
using Search.Lucene.Codecs.BlockTree;

namespace Search.Lucene.Searching;

/// <summary>Finds the terms of an index that somebody who typed a word may have meant, by a Levenshtein automaton over its dictionaries.</summary>
public static class SpellingCandidates
{
    /// <summary>
    /// Terms of the fields at one or two edits from <paramref name="word"/> that more documents have than have the word: the nearest first,
    /// of equally near ones the more frequent, then in the order of bytes. None for a word that is too long.
    /// </summary>
    /// <param name="searcher">The index.</param>
    /// <param name="fields">Fields whose terms are of the same kind.</param>
    /// <param name="word">The word as the fields have it.</param>
    /// <param name="maxEdits">1 or 2; exchanging two neighbours is one edit.</param>
    /// <param name="prefixLength">Code points at the beginning that are taken as right.</param>
    /// <param name="isOver">Asked now and then; what was found until it is true is given.</param>
    public static IReadOnlyList<SpellingCandidate> Of(
        IndexSearcher searcher, IReadOnlyList<string> fields, string word, int maxEdits, int prefixLength, Func<bool>? isOver = null)
    {
        if (Compile(word, maxEdits, prefixLength) is not { } automaton)
            return [];
        var found = new Dictionary<TermBytes, (int Edits, long DocFreq)>();
        foreach (var field in fields)
        {
            foreach (var (term, near) in InField(searcher, field, automaton, isOver))
                found[term] = (near.Edits, Math.Max(near.DocFreq, found.GetValueOrDefault(term).DocFreq));
        }
        var own = found.GetValueOrDefault(word).DocFreq;
        return [.. found.Where(pair => pair.Value.Edits > 0 && pair.Value.DocFreq > own)
            .Select(pair => new SpellingCandidate(pair.Key, pair.Value.Edits, pair.Value.DocFreq))
            .OrderBy(candidate => candidate.Edits).ThenByDescending(candidate => candidate.DocFreq).ThenBy(candidate => candidate.Term)];
    }

    private static Dictionary<TermBytes, (int Edits, long DocFreq)> InField(IndexSearcher searcher, string field, ByteAutomaton automaton, Func<bool>? isOver)
    {
        var found = new Dictionary<TermBytes, (int Edits, long DocFreq)>();
        foreach (var leaf in searcher.Leaves)
        {
            if (leaf.Reader.Terms(field) is not { } terms)
                continue;
            var accepted = new TermsIntersection(terms, automaton, isOver);
            while (accepted.MoveNext())
            {
                var term = new TermBytes(accepted.Term);
                found[term] = (accepted.Distance, found.GetValueOrDefault(term).DocFreq + accepted.State.DocFreq);
            }
        }
        return found;
    }

    private static ByteAutomaton? Compile(string word, int maxEdits, int prefixLength)
    {
        try
        {
            return ByteAutomatonBuilder.Build(LevenshteinAutomaton.Compile(word, maxEdits, prefixLength, transpositions: true));
        }
        catch (PatternTooComplexException)
        {
            return null;
        }
    }
}
