using System.Diagnostics;
using System.Globalization;
using Search.Testing;

namespace Search.Cli.Tests;

/// <summary>A real SMTP server, Debian's aiosmtpd, as a process on a free port of this machine: each accepted message is one file of its exact bytes.</summary>
internal sealed class AiosmtpdServer : IAsyncDisposable
{
    private const string Script = """
        import asyncio, os, sys
        from aiosmtpd.smtp import SMTP

        class Keep:
            count = 0

            async def handle_DATA(self, server, session, envelope):
                Keep.count += 1
                path = os.path.join(sys.argv[1], f'{Keep.count:03}')
                with open(path + '.part', 'wb') as file:
                    file.write(envelope.original_content)
                os.rename(path + '.part', path + '.eml')
                return '250 kept'

        async def main():
            loop = asyncio.get_running_loop()
            server = await loop.create_server(lambda: SMTP(Keep(), loop=loop), '127.0.0.1', 0)
            print(server.sockets[0].getsockname()[1], flush=True)
            await server.serve_forever()

        asyncio.run(main())
        """;

    private readonly Process _process;
    private readonly string _folder;

    private AiosmtpdServer(Process process, string folder, int port)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Files of the accepted messages, in their order.</summary>
    public IReadOnlyList<string> Messages => [.. Directory.GetFiles(_folder, "*.eml").Order(StringComparer.Ordinal)];

    public static async Task<AiosmtpdServer> StartAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo(Peers.Python) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])["-W", "ignore", "-c", Script, folder])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        var port = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("aiosmtpd did not start");
        return new AiosmtpdServer(process, folder, int.Parse(port, CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
