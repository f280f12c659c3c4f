namespace Search.Lucene.Codecs.BlockTree;

/// <summary>An output while an FST is built: a part of the builder's store of output bytes. Default: the empty output.</summary>
internal readonly record struct OutputSlice(int Start, int Length)
{
    public OutputSlice From(int offset) => new(Start + offset, Length - offset);
}
