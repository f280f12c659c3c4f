namespace Search.Lucene.Searching;

/// <summary>
/// The matches of a query in one segment, ascending, and their scores. Works on candidates: where <see cref="NeedsConfirmation"/>,
/// a candidate is a match only when <see cref="Confirm"/> says so (a phrase has all words; are they neighbours?). Consumed once, by
/// one thread, either a document at a time or in blocks (<see cref="Fill"/>, <see cref="Probe"/>), each of which may follow the other.
/// </summary>
internal abstract class Scorer
{
    /// <summary>After the last document.</summary>
    public const int End = int.MaxValue;

    /// <summary>What <see cref="Probe"/> says of a document that does not match; scores are never negative.</summary>
    public const float NoMatch = -1f;

    /// <summary>The present candidate, not yet consumed: -1 at the start, <see cref="End"/> after the last.</summary>
    public int Doc { get; protected set; } = -1;

    /// <summary>About how many candidates there are.</summary>
    public abstract long Cost { get; }

    public virtual bool NeedsConfirmation => false;

    /// <summary>Whether <see cref="Advance"/> goes on from its target until several conditions agree, which may take it far.</summary>
    public virtual bool SeeksFar => false;

    /// <summary>Moves to the next candidate and returns it.</summary>
    public abstract int NextDoc();

    /// <summary>Moves to the first candidate not below <paramref name="target"/>, which is above <see cref="Doc"/>, and returns it.</summary>
    public abstract int Advance(int target);

    /// <summary>Whether the present candidate matches. Called at most once for each.</summary>
    public virtual bool Confirm() => true;

    /// <summary>The score of the present, confirmed match.</summary>
    public abstract float Score();

    /// <summary>
    /// Prepares <see cref="MaxScore"/> for documents from <paramref name="target"/> on, without moving, and returns the last document
    /// up to which one bound is worth asking for. Targets do not fall.
    /// </summary>
    public virtual int AdvanceShallow(int target) => End - 1;

    /// <summary>A bound on the scores from the target of <see cref="AdvanceShallow"/> to <paramref name="upTo"/>, inclusive.</summary>
    public virtual float MaxScore(int upTo) => float.PositiveInfinity;

    /// <summary>Allows leaving out matches that score below <paramref name="score"/>. It does not fall.</summary>
    public virtual void SetMinimum(float score)
    {
    }

    /// <summary>
    /// Consumes the next matches within <paramref name="from"/>..<paramref name="upTo"/> (exclusive) into <paramref name="batch"/> and
    /// returns how many: as many as are at hand, 0 only when there are no more in that range. Afterwards <see cref="Doc"/> may
    /// be a document consumed, or lie beyond others that can't reach the minimum: go on with blocks, or with <see cref="Advance"/>, above the last one given.
    /// What was consumed is not given again, unless it is below the minimum, even where <paramref name="from"/> is not above it: a scorer that leads others
    /// may have consumed more than they let through.
    /// </summary>
    public virtual int Fill(DocBatch batch, int from, int upTo)
    {
        var count = 0;
        if (Doc < from)
            Advance(from);
        while (Doc < upTo && count < DocBatch.Capacity)
        {
            if (Confirm())
            {
                batch.Docs[count] = Doc;
                batch.Scores[count++] = Score();
            }
            NextDoc();
        }
        return count;
    }

    /// <summary>The scores of these ascending documents, none below <see cref="Doc"/> of before unless consumed, or <see cref="NoMatch"/>.</summary>
    public virtual void Probe(ReadOnlySpan<int> docs, Span<float> scores)
    {
        for (var i = 0; i < docs.Length; i++)
        {
            if (Doc < docs[i])
                Advance(docs[i]);
            scores[i] = Doc == docs[i] && Confirm() ? Score() : NoMatch;
        }
    }
}
