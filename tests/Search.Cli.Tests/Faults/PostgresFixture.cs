using Search.Testing;

namespace Search.Cli.Tests.Faults;

/// <summary>One server for a class of tests, each of which makes its own database; none where the machine has no PostgreSQL.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private PostgresServer? _server;

    public PostgresServer Server => _server ?? throw new InvalidOperationException("there is no PostgreSQL on this machine");

    public async Task InitializeAsync()
    {
        if (Peers.Has(Peer.PostgreSql))
            _server = await PostgresServer.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
