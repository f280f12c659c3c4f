using Search.Lucene.Automata;
using Search.Lucene.Codecs.BlockTree;

namespace Search.Lucene.Searching;

/// <summary>Documents with any term that an automaton accepts, found by walking it and the terms dictionary together.</summary>
public abstract class AutomatonQuery : MultiTermQuery
{
    private protected AutomatonQuery(string field, ByteAutomaton automaton)
        : base(field) => Automaton = automaton;

    /// <summary>How many states its automaton has: what it costs in memory, and a measure of how involved the pattern is.</summary>
    public int StateCount => Automaton.StateCount;

    internal ByteAutomaton Automaton { get; }

    public sealed override bool Matches(ReadOnlySpan<byte> term) => Automaton.Accepts(term);

    internal sealed override void CollectStates(Terms terms, TermExpansion expansion)
    {
        var accepted = new TermsIntersection(terms, Automaton, expansion.GivesUp);
        while (accepted.MoveNext() && expansion.Add(accepted.State))
        {
        }
    }
}
