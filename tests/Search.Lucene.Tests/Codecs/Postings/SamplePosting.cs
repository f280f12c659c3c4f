namespace Search.Lucene.Tests.Codecs.Postings;

/// <summary>One document of a term, with the positions of all occurrences.</summary>
internal sealed record SamplePosting(int Doc, int[] Positions)
{
    public int Freq => Positions.Length;
}
