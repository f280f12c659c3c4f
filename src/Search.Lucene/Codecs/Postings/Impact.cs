namespace Search.Lucene.Codecs.Postings;

/// <summary>
/// A pair that no document of a stretch of postings beats: none has a greater <see cref="Freq"/> with a norm as small.
/// <see cref="Norm"/> is the norm's byte, compared unsigned; 1 where the field has no norms.
/// </summary>
internal readonly record struct Impact(int Freq, byte Norm);
