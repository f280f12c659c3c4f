using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Postings;

/// <summary>The pointers of a term as the terms dictionary keeps them: differences from the term before, see FORMAT.md.</summary>
internal static class TermMetadata
{
    /// <summary>Appends the pointers of <paramref name="term"/>; <paramref name="previous"/> is the term before it in its block, or <see cref="TermState.Origin"/>.</summary>
    public static void Write(ByteArrayWriter output, in TermState term, in TermState previous, bool hasPositions)
    {
        if (previous.SingletonDoc >= 0 && term.SingletonDoc >= 0 && previous.DocStart == term.DocStart)
        {
            var delta = (long)term.SingletonDoc - previous.SingletonDoc;
            output.WriteVLong((((delta << 1) ^ (delta >> 63)) << 1) | 1);
        }
        else
        {
            output.WriteVLong((term.DocStart - previous.DocStart) << 1);
            if (term.SingletonDoc >= 0)
                output.WriteVInt(term.SingletonDoc);
        }
        if (hasPositions)
        {
            output.WriteVLong(term.PositionStart - previous.PositionStart);
            if (term.LastPositionBlockOffset >= 0)
                output.WriteVLong(term.LastPositionBlockOffset);
        }
        if (term.SkipOffset >= 0)
            output.WriteVLong(term.SkipOffset);
    }

    /// <summary>Reads what <see cref="Write"/> wrote of a term with these statistics.</summary>
    public static TermState Read(ref ByteReader input, int docFreq, long totalTermFreq, in TermState previous, bool hasPositions, int maxDoc)
    {
        var docStart = previous.DocStart;
        var singleton = -1;
        var code = input.ReadVLong();
        if ((code & 1) == 0)
        {
            docStart += code >> 1;
            if (docFreq == 1)
                singleton = input.ReadVInt();
        }
        else
        {
            var zigzag = code >> 1;
            var next = previous.SingletonDoc + ((zigzag >> 1) ^ -(zigzag & 1));
            if (docFreq != 1 || previous.SingletonDoc < 0)
                input.ThrowCorrupt("a term of one document after another such", $"a term of {docFreq} documents");
            singleton = (int)Math.Clamp(next, -1, int.MaxValue);
        }
        if (docFreq == 1 && (uint)singleton >= (uint)maxDoc)
            input.ThrowCorrupt($"a document below {maxDoc}", $"{singleton}");
        var positionStart = hasPositions ? previous.PositionStart + input.ReadVLong() : 0;
        var lastPositionBlock = hasPositions && totalTermFreq > PostingsFormat.BlockSize ? input.ReadVLong() : -1;
        return new TermState
        {
            DocFreq = docFreq,
            TotalTermFreq = totalTermFreq,
            DocStart = docStart,
            SingletonDoc = singleton,
            PositionStart = positionStart,
            LastPositionBlockOffset = lastPositionBlock,
            SkipOffset = docFreq > PostingsFormat.BlockSize ? input.ReadVLong() : -1,
        };
    }
}
