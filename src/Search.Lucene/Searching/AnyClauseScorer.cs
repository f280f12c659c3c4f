namespace Search.Lucene.Searching;

/// <summary>
/// Documents that any of several clauses matches, however their scores are put together. In blocks it works window by window, and once there is a
/// minimum score by MaxScore (Turtle and Flood 1995), with bounds by range of documents, as block-max indexes have them: clauses that can't reach
/// the minimum together are optional, and only asked about documents of the others.
/// </summary>
/// <typeparam name="TWindow">Puts scores together.</typeparam>
internal abstract class AnyClauseScorer<TWindow> : Scorer
    where TWindow : class, IClauseWindow
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

    /// <summary>As <see cref="Scorer.Fill"/>, with all that any clause matches.</summary>
    protected abstract int FillAll(TWindow window, DocBatch batch, int from, int upTo);

    /// <summary>Makes candidates, as <see cref="IClauseWindow.DrainCandidates"/> gives them, of a block of the one clause that is not optional; returns how many are left.</summary>
    protected abstract int TakeCandidates(TWindow window, DocBatch batch, int count);

    /// <summary>Adds the optional clauses to the candidates, the strongest first, dropping what can't reach the minimum any more, and completes the scores.</summary>
    protected abstract int AddOptional(TWindow window, DocBatch batch, int count, int optional);

    /// <summary>As <see cref="Scorer.Fill"/>, with what can reach the minimum.</summary>
    protected int FillCompetitive(TWindow window, DocBatch batch, int from, int upTo)
    {
        var optional = OrderByBound(from, upTo - 1);
        if (optional == 0)
            return FillAll(window, batch, from, upTo);
        while (optional < Clauses.Length)
        {
            var start = FirstEssential(optional, from);
            if (start >= upTo)
                return 0;
            var count = optional == Order.Length - 1
                ? CandidatesOfOne(window, batch, start, upTo, out from)
                : CandidatesOfMany(window, batch, optional, start, from = WindowEnd(start, upTo));
            count = AddOptional(window, batch, count, optional);
            if (count > 0)
                return count;
        }
        return 0;
    }

    /// <summary>Adds what all clauses have from the window's first document on.</summary>
    protected void AddAll(TWindow window, int start, int end)
    {
        foreach (var clause in Clauses)
        {
            if (clause.Doc < end)
                window.Add(clause, start, start, end);
        }
    }

    /// <summary>Sorts the clauses by their bound and returns how many of the lowest can't reach the minimum together.</summary>
    /// <remarks>
    /// From one call to the next a clause may come to lead that was only asked before. Documents that it shows again had been dropped, below a minimum
    /// that does not fall, and are dropped again.
    /// </remarks>
    private int OrderByBound(int from, int last)
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
    private int FirstEssential(int optional, int from)
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

    private int CandidatesOfMany(TWindow window, DocBatch batch, int optional, int start, int end)
    {
        for (var i = optional; i < Order.Length; i++)
        {
            if (Clauses[Order[i]].Doc < end)
                window.Add(Clauses[Order[i]], start, start, end);
        }
        return window.DrainCandidates(batch, start);
    }

    private int CandidatesOfOne(TWindow window, DocBatch batch, int start, int upTo, out int end)
    {
        var filled = Clauses[Order[^1]].Fill(batch, start, upTo);
        end = filled > 0 ? batch.Docs[filled - 1] + 1 : upTo;
        return TakeCandidates(window, batch, filled);
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
