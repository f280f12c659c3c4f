using System.Globalization;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Packed;

/// <summary>Checks offsets and lengths that metadata state, before they are used.</summary>
internal static class FileRange
{
    /// <summary>Throws <see cref="CorruptIndexException"/> unless the range lies within the file, in front of its footer.</summary>
    public static void Check(FileView file, long offset, long length)
    {
        var end = file.Length - CodecHeader.FooterLength;
        if (offset < 0 || length < 0 || offset > end || length > end - offset)
            CorruptIndexException.Throw(file.Name, offset, string.Create(CultureInfo.InvariantCulture, $"{length} bytes before the footer"), string.Create(CultureInfo.InvariantCulture, $"a file of {file.Length}"));
    }
}
