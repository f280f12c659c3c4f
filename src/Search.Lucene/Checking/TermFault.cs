using System.Diagnostics.CodeAnalysis;
using System.Text;
using Search.Lucene.Codecs;
using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Codecs.Postings;

namespace Search.Lucene.Checking;

/// <summary>Throws what is wrong with the terms of one field, naming the file and, where a term's postings begin, the offset.</summary>
internal sealed class TermFault(SegmentInfo segment, Terms terms)
{
    /// <summary>A fault among a term's documents, freqs, or skip data.</summary>
    [DoesNotReturn]
    public void Documents(ReadOnlySpan<byte> term, in TermState state, string expected, string actual)
    {
        // The one document of a term stands in the dictionary.
        var (extension, offset) = state.SingletonDoc >= 0 ? (BlockTreeFormat.TermsExtension, -1) : (PostingsFormat.DocExtension, state.DocStart);
        Throw(extension, offset, $"{expected} ({Name(term)})", actual);
    }

    /// <summary>A fault among a term's positions.</summary>
    [DoesNotReturn]
    public void Positions(ReadOnlySpan<byte> term, in TermState state, string expected, string actual) =>
        Throw(PostingsFormat.PositionExtension, state.PositionStart, $"{expected} ({Name(term)})", actual);

    /// <summary>A fault in the dictionary of terms.</summary>
    [DoesNotReturn]
    public void Dictionary(ReadOnlySpan<byte> term, string expected, string actual) =>
        Throw(BlockTreeFormat.TermsExtension, -1, $"{expected} ({Name(term)})", actual);

    /// <summary>A sum or a bound of the field that its terms contradict.</summary>
    [DoesNotReturn]
    public void Sums(string expected, string actual) =>
        Throw(BlockTreeFormat.MetaExtension, -1, $"{expected} of field \"{terms.Field.Name}\"", actual);

    private string Name(ReadOnlySpan<byte> term) => $"field \"{terms.Field.Name}\", term \"{Encoding.UTF8.GetString(term)}\"";

    [DoesNotReturn]
    private void Throw(string extension, long offset, string expected, string actual) =>
        CorruptIndexException.Throw(segment.FileName(extension, PostingsFormat.Suffix), offset, expected, actual);
}
