using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Search.Testing;

/// <summary>Runs the real program <c>search</c> as a process of its own, on one data folder. The suite must reference Search.Cli, so that the program lies beside it.</summary>
public sealed class SearchProgram(string dataFolder)
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "search.dll");

    public string DataFolder { get; } = dataFolder;

    /// <summary>Environment variables beside the test's own.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>What a command gets on its standard input; null for the test's own.</summary>
    public byte[]? Input { get; set; }

    /// <summary>Starts a command; its output is read to <see cref="Finished"/>.</summary>
    public Running Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = Input is not null, UseShellExecute = false };
        foreach (var argument in (string[])[Program, .. arguments, "--data", DataFolder])
            start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("SEARCH_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        if (Input is not null)
            _ = WriteAsync(process, Input);
        return new Running(process);
    }

    private static async Task WriteAsync(Process process, byte[] input)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading it all.
        }
    }

    /// <summary>Runs a command to its end.</summary>
    public async Task<Finished> RunAsync(params string[] arguments)
    {
        using var running = Start(arguments);
        return await running.EndAsync(TimeSpan.FromMinutes(3));
    }

    /// <summary>Runs a command that must end well.</summary>
    public async Task<Finished> MustAsync(params string[] arguments)
    {
        var finished = await RunAsync(arguments);
        Assert.True(finished.ExitCode == 0, $"search {string.Join(' ', arguments)}: exit {finished.ExitCode}\n{finished.Output}\n{finished.Error}");
        return finished;
    }

    public sealed record Finished(int ExitCode, string Output, string Error)
    {
        public JsonElement Json => JsonDocument.Parse(Output).RootElement;

        public IEnumerable<JsonElement> JsonLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement);
    }

    public sealed class Running : IDisposable
    {
        private readonly Process _process;
        private readonly List<string> _lines = [];
        private readonly Task<string> _output;
        private readonly Task<string> _error;

        public Running(Process process)
        {
            _process = process;
            _output = ReadAsync();
            _error = process.StandardError.ReadToEndAsync();
        }

        public bool HasExited => _process.HasExited;

        /// <summary>The first line of standard output that <paramref name="wanted"/> accepts; null when the program ended before.</summary>
        public async Task<string?> LineAsync(Func<string, bool> wanted, TimeSpan patience)
        {
            using var limit = new CancellationTokenSource(patience);
            while (true)
            {
                lock (_lines)
                {
                    if (_lines.FirstOrDefault(wanted) is { } line)
                        return line;
                }
                if (_process.HasExited)
                    return null;
                await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
            }
        }

        private async Task<string> ReadAsync()
        {
            var output = new System.Text.StringBuilder();
            while (await _process.StandardOutput.ReadLineAsync() is { } line)
            {
                output.AppendLine(line);
                lock (_lines)
                    _lines.Add(line);
            }
            return output.ToString();
        }

        /// <summary>kill -9.</summary>
        public async Task KillAsync()
        {
            if (!_process.HasExited)
                _process.Kill();
            await _process.WaitForExitAsync();
        }

        public async Task<Finished> EndAsync(TimeSpan patience)
        {
            using var limit = new CancellationTokenSource(patience);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                await KillAsync();
            }
            return new Finished(_process.ExitCode, await _output, await _error);
        }

        public void Dispose()
        {
            if (!_process.HasExited)
                _process.Kill();
            _process.Dispose();
        }
    }
}
