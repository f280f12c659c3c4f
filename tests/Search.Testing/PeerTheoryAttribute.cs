using Xunit;

namespace Search.Testing;

/// <summary>A theory that needs programs on this machine; see <see cref="PeerFactAttribute"/>.</summary>
public sealed class PeerTheoryAttribute : TheoryAttribute
{
    public PeerTheoryAttribute(params Peer[] peers) => Skip = new PeerFactAttribute(peers).Skip;
}
