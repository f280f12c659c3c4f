using System.Runtime.InteropServices;
using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Numerics;

namespace Search.Lucene.Searching;

/// <summary>The documents of all terms that fulfil a condition, collected segment by segment: few as a list, many as a set.</summary>
internal static class MultiTermScorers
{
    /// <summary>A list is kept where it takes at most half the room of a set.</summary>
    private const int DocsToAnEntry = 64;

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
        var count = states.Sum(state => (long)state.DocFreq);
        if (count <= leaf.MaxDoc / DocsToAnEntry)
            return new DocListScorer(List(context, terms, states, (int)count));
        return context.Budget.TryTakeSet(leaf.MaxDoc) ? new BitSetScorer(Set(context, terms, states, leaf.MaxDoc), Math.Min(count, leaf.MaxDoc)) : null;
    }

    private static int[] List(SearchContext context, Terms terms, IReadOnlyList<TermState> states, int count)
    {
        var docs = new List<int>(count);
        ForEachBlock(context, terms, states, block => docs.AddRange(block));
        docs.Sort();
        return Distinct(docs);
    }

    private static int[] Distinct(List<int> ascending)
    {
        var docs = CollectionsMarshal.AsSpan(ascending);
        var kept = 0;
        foreach (var doc in docs)
        {
            if (kept == 0 || docs[kept - 1] != doc)
                docs[kept++] = doc;
        }
        return docs[..kept].ToArray();
    }

    private static FixedBitSet Set(SearchContext context, Terms terms, IReadOnlyList<TermState> states, int maxDoc)
    {
        var set = new FixedBitSet(maxDoc);
        ForEachBlock(context, terms, states, block => SetAll(block, set.Words));
        return set;
    }

    private static void ForEachBlock(SearchContext context, Terms terms, IReadOnlyList<TermState> states, Action<ReadOnlySpan<int>> take)
    {
        var cursor = context.Cursor(terms, states[0], PostingsFeatures.Docs);
        foreach (var state in states)
        {
            if (context.Budget.IsSpent())
                return;
            cursor.Reset(terms, state, PostingsFeatures.Docs);
            if (cursor.NextDoc() == PostingsCursor.End)
                continue;
            do
            {
                take(cursor.BlockDocs);
            }
            while (cursor.NextBlock());
        }
    }

    private static void SetAll(ReadOnlySpan<int> docs, Span<ulong> words)
    {
        foreach (var doc in docs)
            words[doc >> 6] |= 1UL << doc;
    }
}
