using Search.Alerts.Editing;
using Search.Data;

namespace Search.Alerts.Transfer;

/// <summary>
/// Takes a setup into a service, all or nothing, for its operator: alerts and sources become as the file has them, others stay as they are. An
/// alert is known again by its id, a source by its address; the same file twice changes nothing. Added alerts begin at now. What people
/// answered here counts before what the file says of them; who was erased here is asked, whatever it says. Settings stand outside the
/// database, and are its caller's: they are only read.
/// </summary>
public sealed class SetupImport(Database database)
{
    private readonly AlertEditor _editor = new(database);

    /// <summary>Reads a file and looks whether it makes sense. What settings' values mean is not asked here.</summary>
    public async Task<SetupReading> ReadAsync(Stream input, CancellationToken cancellation = default)
    {
        var (problems, warnings) = (new List<SetupProblem>(), new List<SetupProblem>());
        var setup = await SetupFile.ReadAsync(input, problems, warnings, cancellation);
        if (setup is not null)
            new SetupCheck(_editor, problems).Run(setup);
        return new SetupReading { Setup = setup ?? new Setup(), Problems = problems, Warnings = warnings };
    }

    /// <summary>Stores what was read, unless it has problems or meets one here.</summary>
    public async Task<ImportReport> RunAsync(SetupReading reading, CancellationToken cancellation = default)
    {
        var (problems, warnings) = (reading.Problems.ToList(), reading.Warnings.ToList());
        var report = problems.Count > 0 ? new ImportReport() : await StoreAsync(reading.Setup, problems, warnings, cancellation);
        return (problems.Count > 0 ? new ImportReport() : report) with { Problems = problems, Warnings = warnings };
    }

    private async Task<ImportReport> StoreAsync(Setup setup, List<SetupProblem> problems, List<SetupProblem> warnings, CancellationToken cancellation)
    {
        await using var session = await database.BeginWriteAsync(cancellation);
        var report = await new SetupTaking(session, _editor, problems, warnings).RunAsync(setup);
        if (problems.Count == 0)
            await session.CommitAsync();
        return report;
    }
}
