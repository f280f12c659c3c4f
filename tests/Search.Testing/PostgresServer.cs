using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Search.Testing;

/// <summary>
/// A private PostgreSQL of the newest version on this machine, in a temporary folder and on a free port of 127.0.0.1, with everything
/// that makes its commits durable left on. Removed with all its databases on disposal. Root may not run it, so for root it runs as the user
/// <c>postgres</c>.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "postgres";
    private const string Fields = "\u001f";
    private const string Rows = "\u001e";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort();
    private int _databases;

    private PostgresServer()
    {
    }

    /// <summary>Where the programs of the newest version lie; null where there are none.</summary>
    public static string? Programs { get; } = Find("/usr/lib/postgresql");

    private string Data => _folder.File("data");

    private string Options => string.Create(CultureInfo.InvariantCulture, $"-h 127.0.0.1 -p {_port} -k {_folder.Path}");

    /// <summary>Makes a cluster and starts it.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer();
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", User, server._folder.Path);
        // What initdb writes need not survive a power cut; what transactions write later does.
        await RunOwnAsync("initdb", "-D", server.Data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync");
        await server.BeginAsync();
        return server;
    }

    /// <summary>A new, empty database; returns its name.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        await QueryAsync(User, $"CREATE DATABASE {name}");
        return name;
    }

    /// <summary>As Npgsql reads it.</summary>
    public string ConnectionString(string database) => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username={User};Database={database}");

    /// <summary>Runs one statement with psql; the values of its rows as text, empty for null.</summary>
    public async Task<IReadOnlyList<string[]>> QueryAsync(string database, string sql)
    {
        var port = _port.ToString(CultureInfo.InvariantCulture);
        var output = await RunAsync(
            Program("psql"), "-h", "127.0.0.1", "-p", port, "-U", User, "-d", database, "-X", "-q", "-A", "-t", "-F", Fields, "-R", Rows, "-v", "ON_ERROR_STOP=1", "-c", sql);
        var rows = output.TrimEnd('\n');
        return rows.Length == 0 ? [] : [.. rows.Split(Rows).Select(row => row.Split(Fields))];
    }

    /// <summary>Ends every connection at once without writing anything back, as a crash does, and starts again, which replays the log.</summary>
    public async Task RestartAsync()
    {
        await CrashAsync();
        await BeginAsync();
    }

    /// <summary>The first half of <see cref="RestartAsync"/>.</summary>
    public Task CrashAsync() => RunOwnAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    /// <summary>Starts it after <see cref="CrashAsync"/>.</summary>
    public Task BeginAsync() => RunOwnAsync("pg_ctl", "-D", Data, "-l", _folder.File("log"), "-o", Options, "-w", "start");

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
            await CrashAsync();
        _folder.Dispose();
    }

    private static string Program(string name) =>
        Path.Combine(Programs ?? throw new InvalidOperationException("there is no PostgreSQL on this machine"), name);

    private static Task<string> RunOwnAsync(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsync("setpriv", ["--reuid", User, "--regid", User, "--init-groups", Program(program), .. arguments])
        : RunAsync(Program(program), arguments);

    /// <summary>Runs a program to its end in a folder that anybody may read. Its output goes to files: a server that it starts would keep pipes open.</summary>
    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var output = new TemporaryFolder();
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, WorkingDirectory = "/" };
        string[] all = ["-c", "out=$1; shift; exec \"$@\" > \"$out/out\" 2> \"$out/err\" < /dev/null", "sh", output.Path, program, .. arguments];
        foreach (var argument in all)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(limit.Token);
        var text = await File.ReadAllTextAsync(output.File("out"), limit.Token);
        return process.ExitCode == 0
            ? text
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit {process.ExitCode}\n{text}\n{await File.ReadAllTextAsync(output.File("err"), limit.Token)}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? Find(string versions) => !Directory.Exists(versions)
        ? null
        : Directory.GetDirectories(versions)
            .Where(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _) && File.Exists(Path.Combine(folder, "bin", "initdb")))
            .OrderByDescending(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))
            .Select(folder => Path.Combine(folder, "bin"))
            .FirstOrDefault();
}
