using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Search.Benchmarks.Alerts;

/// <summary>A mail server in a process of its own, so that its work is not counted as ours.</summary>
internal sealed class SinkProcess : IDisposable
{
    private readonly Process _process;

    public SinkProcess()
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", [typeof(SinkProcess).Assembly.Location, "smtp-sink"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        Port = int.Parse(_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the sink did not start"), CultureInfo.InvariantCulture);
    }

    public int Port { get; }

    /// <summary>Ends it and gives what it took.</summary>
    public JsonElement Stop()
    {
        _process.StandardInput.Close();
        var line = _process.StandardOutput.ReadToEnd();
        _process.WaitForExit();
        return JsonDocument.Parse(line.Trim()).RootElement.Clone();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
