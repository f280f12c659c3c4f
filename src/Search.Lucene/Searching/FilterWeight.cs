using Search.Lucene.Numerics;

namespace Search.Lucene.Searching;

/// <summary>A clause that does not score, whose documents come from the cache where it has them, and go there where the query comes often.</summary>
internal sealed class FilterWeight(SearchContext context, FilterCache cache, Query query) : Weight
{
    private readonly bool _comesOften = context.Uses.ComesOften(query);
    private Weight? _inner;

    private Weight Inner => _inner ??= query.CreateWeight(context, needsScores: false, 1f);

    public override Scorer? Scorer(Leaf leaf)
    {
        if (leaf.MaxDoc < cache.SmallestSegment)
            return Inner.Scorer(leaf);
        if (cache.Find(leaf.Reader.Core, query) is { } known)
            return known.Scorer();
        return _comesOften ? Collect(leaf) : Inner.Scorer(leaf);
    }

    /// <summary>Looks at every document of the segment. What a limit of this search cut short is not kept.</summary>
    private Scorer? Collect(Leaf leaf)
    {
        var set = new FixedBitSet(leaf.MaxDoc);
        if (Inner.Scorer(leaf) is { } scorer)
            Collect(scorer, set);
        var docs = new FilterDocs(set);
        if (context.Budget.WasComplete)
            cache.Add(leaf.Reader.Core, query, docs);
        return docs.Scorer();
    }

    private void Collect(Scorer scorer, FixedBitSet set)
    {
        var batch = context.Batch();
        var start = 0;
        for (int count; !context.Budget.IsSpent() && (count = scorer.Fill(batch, start, set.Length)) > 0;)
        {
            foreach (var doc in batch.Docs.AsSpan(0, count))
                set.Set(doc);
            start = batch.Docs[count - 1] + 1;
        }
    }
}
