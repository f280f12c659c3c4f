using Search.Lucene.Searching;
using Search.Percolation.Segments;

namespace Search.Percolation.Matching;

/// <summary>Decides about the positions of a phrase that is not just terms side by side. Reusable, not thread-safe.</summary>
internal sealed class PlacesCheck(PlacesLeaf places)
{
    // Terms are compared for being the same only, so leaves stand for them.
    private readonly PhraseCheck _check = new(new MultiPhraseQuery(
        "", places.Terms.Select(terms => terms.Select(term => new TermBytes(BitConverter.GetBytes(term)))), places.Positions, places.Slop));

    /// <summary>Whether the phrase is in a document that has terms of all its places.</summary>
    public bool Occurs(DocumentTerms document, SegmentMatcher matcher)
    {
        if (places.IsTwoTerms)
            return AreNear(document.PositionsOf(matcher.SlotOf(places.Terms[0][0])).Span, document.PositionsOf(matcher.SlotOf(places.Terms[1][0])).Span);
        for (var place = 0; place < places.Terms.Length; place++)
            _check.SetPositions(place, Positions(places.Terms[place], document, matcher));
        return _check.Occurs();
    }

    /// <summary>Whether two terms stand somewhere so that one has to be moved by no more than the slop.</summary>
    private bool AreNear(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        long distance = places.Positions[1] - places.Positions[0];
        for (int i = 0, k = 0; i < first.Length && k < second.Length;)
        {
            var off = second[k] - first[i] - distance;
            if (Math.Abs(off) <= places.Slop)
                return true;
            if (off < 0)
                k++;
            else
                i++;
        }
        return false;
    }

    private static ReadOnlyMemory<int> Positions(int[] terms, DocumentTerms document, SegmentMatcher matcher)
    {
        if (terms.Length == 1)
            return document.PositionsOf(matcher.SlotOf(terms[0]));
        var all = new List<int>();
        foreach (var term in terms)
        {
            if (matcher.Has(term))
                all.AddRange(document.PositionsOf(matcher.SlotOf(term)).Span);
        }
        all.Sort();
        return all.ToArray();
    }
}
