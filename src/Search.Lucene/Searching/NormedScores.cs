using System.Numerics;
using Search.Lucene.Codecs.Norms;

namespace Search.Lucene.Searching;

/// <summary>BM25 of a term or a phrase in one segment, for one document or many at once. Thread-safe.</summary>
/// <param name="similarity">Null when no scores are needed: then all are 0.</param>
/// <param name="weight">Boost times idf.</param>
/// <param name="norms">Null where the field keeps none.</param>
internal sealed class NormedScores(Bm25? similarity, float weight, FieldNorms? norms)
{
    /// <summary>Whether frequencies matter.</summary>
    public bool AreNeeded => similarity is not null;

    public float Score(int doc, float freq) => similarity is null ? 0f : similarity.Score(weight, freq, Norm(doc));

    /// <summary>The scores of documents with these frequencies; without any, each is 1.</summary>
    public void Score(ReadOnlySpan<int> docs, ReadOnlySpan<int> freqs, Span<float> scores)
    {
        if (freqs.IsEmpty)
            scores.Fill(1f);
        else
            ToSingle(freqs, scores);
        Score(docs, scores);
    }

    /// <summary>Turns the frequencies of documents into their scores, in place.</summary>
    public void Score(ReadOnlySpan<int> docs, Span<float> freqs)
    {
        if (similarity is null)
        {
            freqs.Clear();
            return;
        }
        var dense = norms is null ? default : norms.Dense;
        if (dense.IsEmpty)
            ScaleOneByOne(docs, freqs, similarity.InverseNorms);
        else
            Scale(docs, freqs, dense, similarity.InverseNorms);
        Bm25.Saturate(freqs, weight);
    }

    private static void ToSingle(ReadOnlySpan<int> freqs, Span<float> floats)
    {
        var i = 0;
        for (; i <= floats.Length - Vector<float>.Count; i += Vector<float>.Count)
            Vector.ConvertToSingle(new Vector<int>(freqs[i..])).CopyTo(floats[i..]);
        for (; i < floats.Length; i++)
            floats[i] = freqs[i];
    }

    private static void Scale(ReadOnlySpan<int> docs, Span<float> freqs, ReadOnlySpan<byte> norms, ReadOnlySpan<float> inverseNorms)
    {
        for (var i = 0; i < freqs.Length; i++)
            freqs[i] *= inverseNorms[norms[docs[i]]];
    }

    private void ScaleOneByOne(ReadOnlySpan<int> docs, Span<float> freqs, ReadOnlySpan<float> inverseNorms)
    {
        for (var i = 0; i < freqs.Length; i++)
            freqs[i] *= inverseNorms[Norm(docs[i])];
    }

    private byte Norm(int doc) => norms is null ? Bm25.DefaultNorm : norms.Get(doc);
}
