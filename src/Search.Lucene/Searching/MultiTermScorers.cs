using Search.Lucene.Codecs.Postings;
using Search.Lucene.Numerics;

namespace Search.Lucene.Searching;

/// <summary>The documents of all terms that fulfil a condition, collected into a set segment by segment.</summary>
internal static class MultiTermScorers
{
    public static Scorer? Create(SearchContext context, MultiTermQuery query, Leaf leaf)
    {
        if (leaf.Reader.Terms(query.Field) is not { } terms)
            return null;
        var expansion = new TermExpansion(context.Budget);
        query.CollectStates(terms, expansion);
        var states = expansion.States;
        if (states.Count == 0)
            return null;
        if (states.Count == 1)
            return new TermScorer(context.Cursor(terms, states[0], PostingsFeatures.Docs), states[0].DocFreq, similarity: null, 0f, norms: null);
        var set = new FixedBitSet(leaf.MaxDoc);
        var cost = 0L;
        var cursor = context.Cursor(terms, states[0], PostingsFeatures.Docs);
        foreach (var state in states)
        {
            if (context.Budget.IsSpent())
                break;
            cost += state.DocFreq;
            cursor.Reset(terms, state, PostingsFeatures.Docs);
            Collect(cursor, set);
        }
        return new BitSetScorer(set, Math.Min(cost, leaf.MaxDoc));
    }

    private static void Collect(PostingsCursor cursor, FixedBitSet set)
    {
        if (cursor.NextDoc() == PostingsCursor.End)
            return;
        do
        {
            SetAll(cursor.BlockDocs, set.Words);
        }
        while (cursor.NextBlock());
    }

    private static void SetAll(ReadOnlySpan<int> docs, Span<ulong> words)
    {
        foreach (var doc in docs)
            words[doc >> 6] |= 1UL << doc;
    }
}
