using System.Runtime.Intrinsics;
using Search.Lucene.Numerics;

namespace Search.Lucene.Searching;

/// <summary>
/// BM25 (k1 = 1.2, b = 0.75) for one field of one snapshot, to Lucene 8.8's float bits: every step in the precision and order of its
/// BM25Similarity. Statistics count deleted documents until they are merged away. Immutable.
/// </summary>
internal sealed class Bm25
{
    /// <summary>The norm of documents in a field that keeps none.</summary>
    public const byte DefaultNorm = 1;

    private const float K1 = 1.2f;
    private const float B = 0.75f;

    private readonly long _documents;
    private readonly float[] _inverseNorms = new float[256];

    /// <param name="documents">Documents with at least one term in the field.</param>
    /// <param name="tokens">Sum of all terms' frequencies in the field.</param>
    public Bm25(long documents, long tokens)
    {
        _documents = documents;
        var averageLength = (float)(tokens / (double)documents);
        for (var norm = 0; norm < 256; norm++)
        {
            float length = SmallFloat.Byte4ToInt((byte)norm);
            _inverseNorms[norm] = 1f / (K1 * ((1 - B) + B * length / averageLength));
        }
    }

    /// <summary>1 / (k1 * (1 - b + b * length / average)) by norm byte.</summary>
    public ReadOnlySpan<float> InverseNorms => _inverseNorms;

    public float Idf(long documentFrequency) => (float)Math.Log(1 + (_documents - documentFrequency + 0.5D) / (documentFrequency + 0.5D));

    /// <summary>What a phrase weighs: the sum of its terms' idf.</summary>
    public float Idf(ReadOnlySpan<long> documentFrequencies)
    {
        var sum = 0.0;
        foreach (var frequency in documentFrequencies)
            sum += Idf(frequency);
        return (float)sum;
    }

    /// <summary>The score of <paramref name="freq"/> occurrences; grows with the frequency and falls with the norm byte, rounding included.</summary>
    public float Score(float weight, float freq, byte norm) => weight - weight / (1f + freq * _inverseNorms[norm]);

    /// <summary>Turns frequency times inverse norm into scores, in place.</summary>
    public static void Saturate(Span<float> values, float weight)
    {
        var i = 0;
        var weights = Vector256.Create(weight);
        for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var part = values.Slice(i, Vector256<float>.Count);
            (weights - weights / (Vector256<float>.One + Vector256.Create<float>(part))).CopyTo(part);
        }
        SaturateScalar(values[i..], weight);
    }

    /// <summary>The scalar twin of <see cref="Saturate"/>.</summary>
    public static void SaturateScalar(Span<float> values, float weight)
    {
        foreach (ref var value in values)
            value = weight - weight / (1f + value);
    }
}
