using System.Numerics;

namespace Search.Lucene.Searching;

/// <summary>
/// A window of neighbouring documents in which a disjunction adds up its clauses, in double as Lucene does. Empty between uses.
/// </summary>
internal sealed class ScoreWindow : IClauseWindow
{
    public const int Size = DocBatch.Capacity;

    private readonly double[] _sums = new double[Size];
    private readonly ushort[] _counts = new ushort[Size];
    private readonly ulong[] _matching = new ulong[Size / 64];

    /// <summary>Scratch for the clauses' own blocks.</summary>
    public readonly DocBatch Scratch = new();

    /// <summary>Candidates with their sums so far, for the clauses that are only probed.</summary>
    public readonly double[] CandidateSums = new double[Size];

    public readonly float[] Probed = new float[Size];

    /// <inheritdoc/>
    public void Add(Scorer scorer, int start, int from, int upTo)
    {
        for (int count; (count = scorer.Fill(Scratch, from, upTo)) > 0; from = Scratch.Docs[count - 1] + 1)
            Add(Scratch.Docs.AsSpan(0, count), Scratch.Scores.AsSpan(0, count), start);
    }

    /// <summary>As <see cref="Add(Scorer, int, int, int)"/>, and counts the clauses of each document.</summary>
    public void AddCounted(Scorer scorer, int start, int from, int upTo)
    {
        for (int count; (count = scorer.Fill(Scratch, from, upTo)) > 0; from = Scratch.Docs[count - 1] + 1)
        {
            foreach (var doc in Scratch.Docs.AsSpan(0, count))
                _counts[doc - start]++;
            Add(Scratch.Docs.AsSpan(0, count), Scratch.Scores.AsSpan(0, count), start);
        }
    }

    /// <summary>Moves the documents that at least <paramref name="minimum"/> clauses matched into <paramref name="batch"/>, and empties the window.</summary>
    public int DrainCounted(DocBatch batch, int start, int minimum)
    {
        var written = 0;
        for (var word = 0; word < _matching.Length; word++)
        {
            for (var bits = _matching[word]; bits != 0; bits &= bits - 1)
            {
                var i = (word << 6) + BitOperations.TrailingZeroCount(bits);
                batch.Docs[written] = start + i;
                batch.Scores[written] = (float)_sums[i];
                written += _counts[i] >= minimum ? 1 : 0;
                _sums[i] = 0;
                _counts[i] = 0;
            }
            _matching[word] = 0;
        }
        return written;
    }

    /// <summary>Moves all documents into <paramref name="batch"/>, and empties the window.</summary>
    public int Drain(DocBatch batch, int start) => Drain(_matching, _sums, batch.Docs, batch.Scores, start);

    /// <summary>Moves all documents into <paramref name="batch"/> and their sums to <see cref="CandidateSums"/>, and empties the window.</summary>
    public int DrainCandidates(DocBatch batch, int start) => Drain(_matching, _sums, batch.Docs, CandidateSums, start);

    private void Add(ReadOnlySpan<int> docs, ReadOnlySpan<float> scores, int start) => Add(docs, scores, start, _sums, _matching);

    /// <summary>As <see cref="Scorer.Probe"/>, over all clauses, of which at least <paramref name="minimum"/> have to match; <paramref name="docs"/> fit into a window.</summary>
    public void Probe(ReadOnlySpan<Scorer> clauses, ReadOnlySpan<int> docs, Span<float> scores, int minimum)
    {
        var sums = _sums.AsSpan(0, docs.Length);
        var counts = _counts.AsSpan(0, docs.Length);
        var probed = Probed.AsSpan(0, docs.Length);
        foreach (var clause in clauses)
        {
            clause.Probe(docs, probed);
            Count(probed, sums, counts);
        }
        for (var i = 0; i < scores.Length; i++)
            scores[i] = counts[i] >= minimum ? (float)sums[i] : Scorer.NoMatch;
        sums.Clear();
        counts.Clear();
    }

    private static void Count(ReadOnlySpan<float> probed, Span<double> sums, Span<ushort> counts)
    {
        for (var i = 0; i < probed.Length; i++)
        {
            var matches = probed[i] >= 0;
            sums[i] += matches ? probed[i] : 0;
            counts[i] += matches ? (ushort)1 : (ushort)0;
        }
    }

    private static void Add(ReadOnlySpan<int> docs, ReadOnlySpan<float> scores, int start, Span<double> sums, Span<ulong> matching)
    {
        for (var i = 0; i < docs.Length; i++)
        {
            var at = docs[i] - start;
            sums[at] += scores[i];
            matching[at >> 6] |= 1UL << at;
        }
    }

    private static int Drain(Span<ulong> matching, Span<double> sums, Span<int> docs, Span<float> scores, int start)
    {
        var written = 0;
        for (var word = 0; word < matching.Length; word++)
        {
            for (var bits = matching[word]; bits != 0; bits &= bits - 1)
            {
                var i = (word << 6) + BitOperations.TrailingZeroCount(bits);
                docs[written] = start + i;
                scores[written++] = (float)sums[i];
                sums[i] = 0;
            }
            matching[word] = 0;
        }
        return written;
    }

    private static int Drain(Span<ulong> matching, Span<double> sums, Span<int> docs, Span<double> moved, int start)
    {
        var written = 0;
        for (var word = 0; word < matching.Length; word++)
        {
            for (var bits = matching[word]; bits != 0; bits &= bits - 1)
            {
                var i = (word << 6) + BitOperations.TrailingZeroCount(bits);
                docs[written] = start + i;
                moved[written++] = sums[i];
                sums[i] = 0;
            }
            matching[word] = 0;
        }
        return written;
    }
}
