using System.Text.Json;

namespace Search.Benchmarks.Verbs;

/// <summary>Runs one of this program's verbs in a fresh process, as the peer gets one.</summary>
internal static class OwnProcess
{
    /// <summary>The verb's line. Throws <see cref="InvalidOperationException"/> with its standard error when there is none.</summary>
    public static JsonElement Run(params string[] arguments)
    {
        var output = Processes.Run("dotnet", [typeof(OwnProcess).Assembly.Location, .. arguments]);
        return JsonDocument.Parse(output.Trim()).RootElement.Clone();
    }
}
