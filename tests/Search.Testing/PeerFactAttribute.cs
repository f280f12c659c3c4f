using Xunit;

namespace Search.Testing;

/// <summary>A fact that needs programs on this machine (real Lucene, Chromium, Python); skipped, visibly, without them, unless SEARCH_REQUIRE_PEERS=1.</summary>
public sealed class PeerFactAttribute : FactAttribute
{
    public PeerFactAttribute(params Peer[] peers)
    {
        if (Shared.RequirePeers)
            return;
        var missing = peers.Where(peer => !Peers.Has(peer)).ToArray();
        if (missing.Length > 0)
            Skip = "needs " + string.Join(", ", missing);
    }
}
