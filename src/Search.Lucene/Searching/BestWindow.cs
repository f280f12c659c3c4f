using System.Numerics;

namespace Search.Lucene.Searching;

/// <summary>
/// A window of neighbouring documents in which a dis-max keeps the best score of its clauses, and the sum of the others in double. Empty between uses.
/// </summary>
internal sealed class BestWindow : IClauseWindow
{
    public const int Size = DocBatch.Capacity;

    private readonly float[] _best = new float[Size];
    private readonly double[] _others = new double[Size];
    private readonly ulong[] _matching = new ulong[Size / 64];
    private readonly float[] _probed = new float[Size];
    private readonly DocBatch _scratch = new();

    /// <summary>By candidate, beside its best score in the batch.</summary>
    public readonly double[] CandidateOthers = new double[Size];

    /// <inheritdoc/>
    public void Add(Scorer scorer, int start, int from, int upTo)
    {
        for (int count; (count = scorer.Fill(_scratch, from, upTo)) > 0; from = _scratch.Docs[count - 1] + 1)
            Add(_scratch.Docs.AsSpan(0, count), _scratch.Scores.AsSpan(0, count), start, _best, _others, _matching);
    }

    /// <summary>Moves all documents into <paramref name="batch"/>, and empties the window.</summary>
    public int Drain(DocBatch batch, int start, float tieBreaker)
    {
        var count = DrainCandidates(batch, start);
        Sum(batch.Scores.AsSpan(0, count), CandidateOthers, tieBreaker);
        return count;
    }

    /// <summary>Moves all documents into <paramref name="batch"/> with the best scores alone, and the sums of the others to <see cref="CandidateOthers"/>; empties the window.</summary>
    public int DrainCandidates(DocBatch batch, int start)
    {
        var count = 0;
        for (var word = 0; word < _matching.Length; word++)
        {
            for (var bits = _matching[word]; bits != 0; bits &= bits - 1)
            {
                var i = (word << 6) + BitOperations.TrailingZeroCount(bits);
                (batch.Docs[count], batch.Scores[count], CandidateOthers[count++]) = (start + i, _best[i], _others[i]);
                (_best[i], _others[i]) = (0, 0);
            }
            _matching[word] = 0;
        }
        return count;
    }

    /// <summary>Adds what a clause has of the first <paramref name="count"/> candidates.</summary>
    public void AddToCandidates(Scorer clause, DocBatch batch, int count)
    {
        var probed = _probed.AsSpan(0, count);
        clause.Probe(batch.Docs.AsSpan(0, count), probed);
        Include(probed, batch.Scores.AsSpan(0, count), CandidateOthers.AsSpan(0, count));
    }

    /// <summary>As <see cref="Scorer.Probe"/>, over all clauses; <paramref name="docs"/> fit into a window.</summary>
    public void Probe(ReadOnlySpan<Scorer> clauses, ReadOnlySpan<int> docs, Span<float> scores, float tieBreaker)
    {
        var others = _others.AsSpan(0, docs.Length);
        var probed = _probed.AsSpan(0, docs.Length);
        scores.Fill(Scorer.NoMatch);
        foreach (var clause in clauses)
        {
            clause.Probe(docs, probed);
            Include(probed, scores, others);
        }
        Sum(scores, others, tieBreaker);
        others.Clear();
    }

    /// <summary>Adds to each best score its part of the others.</summary>
    public static void Sum(Span<float> best, ReadOnlySpan<double> others, float tieBreaker)
    {
        for (var i = 0; i < best.Length; i++)
            best[i] = (float)(best[i] + others[i] * tieBreaker);
    }

    private static void Add(ReadOnlySpan<int> docs, ReadOnlySpan<float> scores, int start, Span<float> best, Span<double> others, Span<ulong> matching)
    {
        for (var i = 0; i < docs.Length; i++)
        {
            var at = docs[i] - start;
            others[at] += float.MinNative(best[at], scores[i]);
            best[at] = float.MaxNative(best[at], scores[i]);
            matching[at >> 6] |= 1UL << at;
        }
    }

    /// <summary>Of two scores the lower one counts with the others; none does where either is <see cref="Scorer.NoMatch"/>.</summary>
    private static void Include(ReadOnlySpan<float> probed, Span<float> best, Span<double> others)
    {
        for (var i = 0; i < probed.Length; i++)
        {
            others[i] += float.MaxNative(0f, float.MinNative(best[i], probed[i]));
            best[i] = float.MaxNative(best[i], probed[i]);
        }
    }
}
