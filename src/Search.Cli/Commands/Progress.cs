using System.Globalization;

namespace Search.Cli.Commands;

/// <summary>Shows how far long work is, on standard error: one line that changes on a terminal, a plain line every few seconds elsewhere, nothing with --json.</summary>
internal sealed class Progress(Printer printer, string what) : IProgress<long>, IDisposable
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(5);

    private readonly bool _terminal = !Console.IsErrorRedirected;
    private long _last = TimeProvider.System.GetTimestamp();
    private bool _shown;

    public void Report(long value)
    {
        if (printer.Json || TimeProvider.System.GetElapsedTime(_last) < (_terminal ? OnTerminal : Elsewhere))
            return;
        _last = TimeProvider.System.GetTimestamp();
        var text = string.Create(CultureInfo.InvariantCulture, $"{value:N0} {what}");
        if (_terminal)
            printer.Part($"\r{text}");
        else
            printer.Notice(text);
        _shown = true;
    }

    /// <summary>Ends the changing line.</summary>
    public void Dispose()
    {
        if (_shown && _terminal)
            printer.Part("\n");
    }
}
