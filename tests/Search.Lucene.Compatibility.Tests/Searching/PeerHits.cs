using System.Globalization;
using Search.Lucene.Searching;

namespace Search.Lucene.Compatibility.Tests.Searching;

/// <summary>One line of what the peer's search writes: total, and hits with their scores. Scores are compared by their bits.</summary>
internal sealed record PeerHits(bool Exact, long Total, (int Doc, int ScoreBits)[] Hits)
{
    public static PeerHits Of(TopDocs docs) =>
        new(docs.Total.Exact, docs.Total.Value, [.. docs.Hits.Select(hit => (hit.Doc, BitConverter.SingleToInt32Bits(hit.Score)))]);

    /// <summary>Reads NUMBER TAB =COUNT or &gt;=COUNT TAB doc:score TAB ...</summary>
    public static PeerHits Parse(string line)
    {
        var parts = line.Split('\t');
        var exact = parts[1].StartsWith('=');
        var total = long.Parse(parts[1].TrimStart('>', '='), CultureInfo.InvariantCulture);
        return new PeerHits(exact, total, [.. parts.Skip(2).Select(ParseHit)]);
    }

    /// <summary>Where counting stopped early, the number depends on what was skipped; both have to say so.</summary>
    public bool Agrees(PeerHits other) => Exact == other.Exact && (!Exact || Total == other.Total) && Hits.SequenceEqual(other.Hits);

    public override string ToString() =>
        $"{(Exact ? "=" : ">=")}{Total} {string.Join(' ', Hits.Select(hit => $"{hit.Doc}:{BitConverter.Int32BitsToSingle(hit.ScoreBits)}"))}";

    private static (int Doc, int ScoreBits) ParseHit(string hit)
    {
        var colon = hit.IndexOf(':', StringComparison.Ordinal);
        var score = float.Parse(hit[(colon + 1)..], CultureInfo.InvariantCulture);
        return (int.Parse(hit[..colon], CultureInfo.InvariantCulture), BitConverter.SingleToInt32Bits(score));
    }
}
