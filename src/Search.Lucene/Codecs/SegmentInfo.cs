using System.Collections.Immutable;
using System.Security.Cryptography;
using Search.Lucene.Codecs.StoredFields;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs;

/// <summary>
/// What a segment's .si file says of it. Immutable. <see cref="Id"/> (16 random bytes) stands in every file of the segment, so that
/// files of different segments cannot be mixed up.
/// </summary>
public sealed record SegmentInfo(string Name, int MaxDoc, byte[] Id)
{
    /// <summary>All files but the .si lie in one compound file.</summary>
    public bool IsCompoundFile { get; init; }

    /// <summary>Who wrote the segment and why (<c>source</c>: flush or merge); free text for people.</summary>
    public IReadOnlyDictionary<string, string> Diagnostics { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Settings of the formats; by default those that this library writes with.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = StoredFieldsFormat.SegmentAttributes;

    /// <summary>Names of all files of the segment but the live docs, the .si itself included once it is written.</summary>
    public IReadOnlyCollection<string> Files { get; init; } = [];

    /// <summary>The Lucene that wrote the segment.</summary>
    public LuceneVersion Version { get; init; } = LuceneVersion.Current;

    /// <summary>The oldest Lucene that contributed documents, so far as recorded.</summary>
    public LuceneVersion? MinVersion { get; init; } = LuceneVersion.Current;

    /// <summary>A segment of a new random id.</summary>
    public static SegmentInfo Create(string name, int maxDoc) => new(name, maxDoc, NewId());

    /// <summary>16 random bytes.</summary>
    public static byte[] NewId() => RandomNumberGenerator.GetBytes(CodecHeader.IdLength);

    /// <summary>Name of one of the segment's files: <c>_0.fdt</c>, or <c>_0_Lucene80_0.dvd</c> with a suffix.</summary>
    public string FileName(string extension, string suffix = "") =>
        suffix.Length == 0 ? $"{Name}.{extension}" : $"{Name}_{suffix}.{extension}";
}
