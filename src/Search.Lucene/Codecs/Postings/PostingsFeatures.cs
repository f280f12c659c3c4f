namespace Search.Lucene.Codecs.Postings;

/// <summary>What a <see cref="PostingsCursor"/> will be asked for; each includes those before it.</summary>
internal enum PostingsFeatures
{
    Docs = 0,
    Freqs = 1,
    Positions = 2,
}
