using Search.Alerts.Transfer;

namespace Search.Cli.Settings;

/// <summary>
/// New text for a settings file, complete and on the disk under a name beside it, until <see cref="Store"/> gives it the file's own. Disposed
/// without that, it is gone. The default changes nothing.
/// </summary>
internal sealed class SettingsChange : IDisposable
{
    private string? _partial;
    private string? _target;

    public int Changed { get; init; }

    public IReadOnlyList<SetupProblem> Problems { get; init; } = [];

    public IReadOnlyList<SetupProblem> Warnings { get; init; } = [];

    /// <summary>The new file is open to whom the old one is, as passwords may stand in it. A link stays a link.</summary>
    public static SettingsChange Write(string file, byte[] text, int changed, IReadOnlyList<SetupProblem> warnings)
    {
        var target = File.Exists(file) ? File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file : file;
        var change = new SettingsChange { _partial = target + ".partial", _target = target, Changed = changed, Warnings = warnings };
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows() && File.Exists(target))
            options.UnixCreateMode = File.GetUnixFileMode(target);
        using var output = new FileStream(change._partial, options);
        output.Write(text);
        output.Flush(flushToDisk: true);
        return change;
    }

    /// <summary>Puts the new text in the old one's place, at once.</summary>
    public void Store()
    {
        if (_partial is not null)
            File.Move(_partial, _target!, overwrite: true);
        _partial = null;
    }

    public void Dispose()
    {
        if (_partial is not null)
            File.Delete(_partial);
    }
}
