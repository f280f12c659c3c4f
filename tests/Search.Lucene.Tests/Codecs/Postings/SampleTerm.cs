using System.Text;

namespace Search.Lucene.Tests.Codecs.Postings;

/// <summary>One term with its postings, as a test wants them.</summary>
internal sealed record SampleTerm(byte[] Term, SamplePosting[] Postings)
{
    public override string ToString() => $"{Encoding.Latin1.GetString(Term)}: {Postings.Length} documents";
}
