namespace Search.Lucene.Searching;

/// <summary>A window of neighbouring documents in which the scores of several clauses are put together. Empty between uses.</summary>
internal interface IClauseWindow
{
    /// <summary>Adds all that <paramref name="scorer"/> has in [from, upTo); <paramref name="start"/> is the window's first document.</summary>
    void Add(Scorer scorer, int start, int from, int upTo);

    /// <summary>Moves all documents into <paramref name="batch"/>, what there is of their scores to where optional clauses are added to it, and empties the window.</summary>
    int DrainCandidates(DocBatch batch, int start);
}
