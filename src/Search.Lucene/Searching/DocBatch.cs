using System.Numerics;
using System.Runtime.Intrinsics;

namespace Search.Lucene.Searching;

/// <summary>A block of matching documents of one segment, ascending, with their scores. Reused; not thread-safe.</summary>
internal sealed class DocBatch
{
    /// <summary>Most documents in a block; no scorer fills more in one go.</summary>
    public const int Capacity = 4096;

    public readonly int[] Docs = new int[Capacity];
    public readonly float[] Scores = new float[Capacity];

    /// <summary>Keeps those of the first <paramref name="count"/> documents that score <paramref name="least"/> or more; returns how many.</summary>
    public int KeepAtLeast(float least, int count)
    {
        var kept = 0;
        var i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var reach = Vector256.GreaterThanOrEqual(Vector256.Create(Scores, i), Vector256.Create(least)).ExtractMostSignificantBits();
            for (; reach != 0; reach &= reach - 1)
                Move(i + BitOperations.TrailingZeroCount(reach), kept++);
        }
        for (; i < count; i++)
        {
            if (Scores[i] >= least)
                Move(i, kept++);
        }
        return kept;
    }

    private void Move(int from, int to)
    {
        Docs[to] = Docs[from];
        Scores[to] = Scores[from];
    }
}
