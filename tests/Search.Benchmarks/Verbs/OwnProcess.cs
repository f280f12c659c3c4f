using System.Text.Json;

namespace Search.Benchmarks.Verbs;

/// <summary>Runs one of this program's verbs in a fresh process, as the peer gets one.</summary>
internal static class OwnProcess
{
    /// <summary>This program with machine code, as the service has it (<c>src/ReadyToRun.targets</c>); null where there is none, or it is the one that runs.</summary>
    private static string? WithMachineCode =>
        Path.Combine(AppContext.BaseDirectory, "machine-code", "Search.Benchmarks.dll") is var program && File.Exists(program) ? program : null;

    /// <summary>The line that the verb prints in the program with machine code; null where there is none, or it is the one that runs.</summary>
    public static JsonElement? RunWithMachineCode(params string[] arguments) => WithMachineCode is { } program ? Run(program, arguments) : null;

    /// <summary>The verb's line. Throws <see cref="InvalidOperationException"/> with its standard error when there is none.</summary>
    public static JsonElement Run(params string[] arguments) => Run(typeof(OwnProcess).Assembly.Location, arguments);

    private static JsonElement Run(string program, string[] arguments)
    {
        var output = Processes.Run("dotnet", [program, .. arguments]);
        return JsonDocument.Parse(output.Trim()).RootElement.Clone();
    }
}
