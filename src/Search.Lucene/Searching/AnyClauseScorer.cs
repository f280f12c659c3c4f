namespace Search.Lucene.Searching;

/// <summary>
/// Documents that any of several clauses matches, however their scores are put together. In blocks it works window by window, and once there is a
/// minimum score by MaxScore (Turtle and Flood 1995), with bounds by range of documents, as block-max indexes have them: clauses that can't reach
/// the minimum together are optional, and only asked about documents of the others.
/// </summary>
internal abstract class AnyClauseScorer : Scorer
{
    /// <summary>Documents of a window.</summary>
    protected const int WindowSize = DocBatch.Capacity;

    // Up to so many clauses are sorted by insertion, for which nothing has to be compiled in a first search.
    private const int MostInserted = 32;

    /// <param name="clauses">Two or more.</param>
    protected AnyClauseScorer(Scorer[] clauses)
    {
        Clauses = clauses;
        Matched = new bool[clauses.Length];
        IsUnsure = Array.Exists(clauses, clause => clause.NeedsConfirmation);
        Order = new int[clauses.Length];
        Bounds = new float[clauses.Length];
        BoundUpTo = new double[clauses.Length];
    }

    public override long Cost
    {
        get
        {
            var sum = 0L;
            foreach (var clause in Clauses)
                sum += clause.Cost;
            return sum;
        }
    }

    public override bool SeeksFar => Array.Exists(Clauses, clause => clause.SeeksFar);

    protected Scorer[] Clauses { get; }

    /// <summary>By clause, whether it matches the present document, where that was asked.</summary>
    protected bool[] Matched { get; }

    /// <summary>Whether a clause needs confirmation.</summary>
    protected bool IsUnsure { get; }

    protected float Minimum { get; private set; }

    /// <summary>Clauses by their bound within the present range, lowest first.</summary>
    protected int[] Order { get; }

    /// <summary>By clause.</summary>
    protected float[] Bounds { get; }

    /// <summary>The sum of the bounds of the clauses up to this place of <see cref="Order"/>, inclusive.</summary>
    protected double[] BoundUpTo { get; }

    public override int NextDoc() => Advance(Doc + 1);

    public override int Advance(int target)
    {
        var first = End;
        foreach (var clause in Clauses)
        {
            if (clause.Doc < target)
                clause.Advance(target);
            first = Math.Min(first, clause.Doc);
        }
        return Doc = first;
    }

    public override int AdvanceShallow(int target)
    {
        var upTo = End - 1;
        foreach (var clause in Clauses)
            upTo = Math.Min(upTo, clause.AdvanceShallow(target));
        return Math.Max(upTo, target + WindowSize - 1);
    }

    public override void SetMinimum(float score) => Minimum = score;

    /// <summary>A float not below the sum, whatever order it was taken in.</summary>
    protected static float RoundedUp(double sum) => (float)(sum * (1 + 1e-12));

    /// <summary>A score not above the least one with which the minimum can be reached beside others that sum up to <paramref name="others"/> at most.</summary>
    protected float LeastBeside(double others) => (float)((Minimum - others) * (1 - 1e-6) - (others * 1e-6));

    /// <summary>Where a window ends that begins at <paramref name="start"/>.</summary>
    protected static int WindowEnd(int start, int upTo) => (int)Math.Min(upTo, (long)start + WindowSize);

    /// <summary>A bound of the score that a clause's bound and the sum of lower ones make together.</summary>
    protected abstract float Bound(float highest, double others);

    /// <summary>Sorts the clauses by their bound and returns how many of the lowest can't reach the minimum together.</summary>
    /// <remarks>
    /// From one call to the next a clause may come to lead that was only asked before. Documents that it shows again had been dropped, below a minimum
    /// that does not fall, and are dropped again.
    /// </remarks>
    protected int OrderByBound(int from, int last)
    {
        for (var i = 0; i < Clauses.Length; i++)
        {
            Clauses[i].AdvanceShallow(from);
            Bounds[i] = Clauses[i].MaxScore(last);
            Order[i] = i;
        }
        SortByBound();
        var sum = 0.0;
        var optional = 0;
        for (var i = 0; i < Order.Length; i++)
        {
            if (Bound(Bounds[Order[i]], sum) < Minimum)
                optional = i + 1;
            BoundUpTo[i] = sum += Bounds[Order[i]];
        }
        return optional;
    }

    /// <summary>Moves the clauses that are not optional to <paramref name="from"/> and returns their first candidate.</summary>
    protected int FirstEssential(int optional, int from)
    {
        var first = End;
        for (var i = optional; i < Order.Length; i++)
        {
            var clause = Clauses[Order[i]];
            first = Math.Min(first, clause.Doc < from ? clause.Advance(from) : clause.Doc);
        }
        return Doc = first;
    }

    /// <summary>
    /// Moves the clauses to <paramref name="from"/> and returns the first candidate, which is <paramref name="first"/>'s;
    /// <paramref name="second"/> is the first candidate of any other clause.
    /// </summary>
    protected int FirstFrom(int from, out int first, out int second)
    {
        first = 0;
        second = End;
        var least = End;
        for (var i = 0; i < Clauses.Length; i++)
        {
            var doc = Clauses[i].Doc < from ? Clauses[i].Advance(from) : Clauses[i].Doc;
            if (doc < least)
            {
                second = least;
                least = doc;
                first = i;
            }
            else
            {
                second = Math.Min(second, doc);
            }
        }
        return Doc = least;
    }

    private void SortByBound()
    {
        if (Order.Length > MostInserted)
        {
            Array.Sort(Order, (left, right) => Bounds[left].CompareTo(Bounds[right]));
            return;
        }
        for (var i = 1; i < Order.Length; i++)
        {
            var (clause, at) = (Order[i], i);
            for (; at > 0 && Bounds[Order[at - 1]] > Bounds[clause]; at--)
                Order[at] = Order[at - 1];
            Order[at] = clause;
        }
    }
}
