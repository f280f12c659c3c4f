using Search.Alerts.Editing;
using Search.Data;

namespace Search.Alerts.Transfer;

/// <summary>
/// Takes a setup into a service, all or nothing, for its operator: alerts, sources and settings become as the file has them, others stay as
/// they are. An alert is known again by its id, a source by its address; the same file twice changes nothing. Added alerts begin at now. What
/// people answered here counts before what the file says of them; who was erased here is asked, whatever it says.
/// </summary>
public sealed class SetupImport(Database database)
{
    public async Task<ImportReport> RunAsync(Stream input, CancellationToken cancellation = default)
    {
        var (problems, warnings) = (new List<SetupProblem>(), new List<SetupProblem>());
        var editor = new AlertEditor(database);
        if (await SetupFile.ReadAsync(input, problems, warnings, cancellation) is { } setup)
            new SetupCheck(editor, problems).Run(setup);
        else
            setup = null;
        if (setup is null || problems.Count > 0)
            return new ImportReport { Problems = problems, Warnings = warnings };
        await using var session = await database.BeginWriteAsync(cancellation);
        var taking = new SetupTaking(session, editor, problems, warnings);
        var report = await taking.RunAsync(setup);
        if (problems.Count > 0)
            return new ImportReport { Problems = problems, Warnings = warnings };
        await session.CommitAsync();
        return report with { Warnings = warnings };
    }
}
