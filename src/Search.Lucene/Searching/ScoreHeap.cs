namespace Search.Lucene.Searching;

/// <summary>The best documents so far as a heap, worst first; of equal scores the higher document is the worse one. Fixed number of places.</summary>
internal sealed class ScoreHeap
{
    private readonly int[] _docs;
    private readonly float[] _scores;
    private int _count;

    public ScoreHeap(int places)
    {
        _docs = new int[places];
        _scores = new float[places];
    }

    public bool IsFull => _count == _docs.Length;

    /// <summary>The score to beat: negative infinity as long as a place is free. A document that comes later does not win by an equal score.</summary>
    public float Least => IsFull ? _scores[0] : float.NegativeInfinity;

    /// <summary>Adds a document that beats <see cref="Least"/> and lies after all before; returns what is to beat then.</summary>
    public float Add(int doc, float score)
    {
        if (IsFull)
            SiftDown(doc, score, _count);
        else
            SiftUp(doc, score);
        return Least;
    }

    /// <summary>Empties the heap: best first, without the first <paramref name="offset"/>.</summary>
    public ScoreDoc[] Drain(int offset)
    {
        var hits = new ScoreDoc[Math.Max(0, _count - offset)];
        while (_count > 0)
        {
            var place = _count - 1 - offset;
            if (place >= 0)
                hits[place] = new ScoreDoc(_docs[0], _scores[0]);
            _count--;
            SiftDown(_docs[_count], _scores[_count], _count);
        }
        return hits;
    }

    private static bool IsWorse(float score, int doc, float thanScore, int thanDoc) => score < thanScore || (score == thanScore && doc > thanDoc);

    private void SiftUp(int doc, float score)
    {
        var at = _count++;
        while (at > 0)
        {
            var parent = (at - 1) >> 1;
            if (!IsWorse(score, doc, _scores[parent], _docs[parent]))
                break;
            (_docs[at], _scores[at]) = (_docs[parent], _scores[parent]);
            at = parent;
        }
        (_docs[at], _scores[at]) = (doc, score);
    }

    private void SiftDown(int doc, float score, int count)
    {
        var at = 0;
        while (true)
        {
            var child = 2 * at + 1;
            if (child >= count)
                break;
            if (child + 1 < count && IsWorse(_scores[child + 1], _docs[child + 1], _scores[child], _docs[child]))
                child++;
            if (!IsWorse(_scores[child], _docs[child], score, doc))
                break;
            (_docs[at], _scores[at]) = (_docs[child], _scores[child]);
            at = child;
        }
        if (count > 0)
            (_docs[at], _scores[at]) = (doc, score);
    }
}
