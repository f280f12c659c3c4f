using System.Globalization;
using Search.Ingest.Files;
using Search.Ingest.Stages;
using Search.Testing;

namespace Search.Ingest.Tests.Stages;

public sealed class IngestStageTests : IDisposable
{
    private readonly TemporaryDatabase _data = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task Every_record_is_accounted_for_by_file()
    {
        Write("a.jsonl", Line(1, "x"), Line(2, "x"), Line(1, "x"), "oops", Line(2, "changed"));
        Write("b.jsonl", Line(2, "changed"), Line(3, "x"));
        var report = await IngestAsync();
        var (a, b) = (report.Files[0], report.Files[1]);
        Assert.Equal((5, 2, 1, 1, 1), (a.Read, a.Added, a.Revised, a.Repeats, a.Skipped));
        Assert.Equal((2, 1, 0, 1, 0), (b.Read, b.Added, b.Revised, b.Repeats, b.Skipped));
        Assert.Equal(4, report.LastSeq);
        Assert.Equal(3, await _data.Database.ReadAsync(session => session.Articles.CountAsync()));
    }

    [Fact]
    public async Task The_same_files_again_are_repeats()
    {
        Write("a.jsonl", [.. Enumerable.Range(0, 1_200).Select(n => Line(n, "x"))]);
        Assert.Equal(1_200, (await IngestAsync()).Added);
        var again = await IngestAsync();
        Assert.Equal((1_200, 0, 1_200, 0), (again.Read, again.Added, again.Repeats, again.LastSeq));
    }

    [Fact]
    public async Task What_was_taken_down_stays_away()
    {
        Write("a.jsonl", Line(1, "x"));
        await IngestAsync();
        await _data.Database.WriteAsync(session => session.Articles.TakeDownAsync("id-1", "asked"));
        Assert.Equal((1, 1), ((await IngestAsync()).TakenDown, (await IngestAsync()).Read));
    }

    [Fact]
    public async Task A_future_date_is_clamped_and_what_was_said_is_kept()
    {
        Write("a.jsonl", """{"id":"f","url":"urn:f","title":"F","body":"b","published":"2031-01-01T00:00:00Z"}""", """{"id":"n","url":"urn:n","title":"N","body":"b","published":null}""");
        await IngestAsync();
        var future = (await _data.Database.ReadAsync(session => session.Articles.FindAsync("f")))!;
        Assert.Equal(future.Seen, future.Published);
        Assert.StartsWith("2031-01-01", future.RawPublished, StringComparison.Ordinal);
        Assert.Null((await _data.Database.ReadAsync(session => session.Articles.FindAsync("n")))!.Published);
    }

    [Fact]
    public async Task Progress_is_told_and_cancelling_keeps_what_was_committed()
    {
        Write("a.jsonl", [.. Enumerable.Range(0, 1_200).Select(n => Line(n, "x"))]);
        using var cancel = new CancellationTokenSource();
        var report = new IngestReport();
        var stage = new IngestStage(_data.Database);
        var progress = new Immediate(_ => cancel.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stage.RunAsync(ArticleFiles.Read([_folder.Path], report, cancel.Token), report, progress, cancel.Token));
        Assert.Equal(500, report.Added);
        Assert.Equal(500, await _data.Database.ReadAsync(session => session.Articles.CountAsync(), CancellationToken.None));
    }

    private async Task<IngestReport> IngestAsync()
    {
        var report = new IngestReport();
        await new IngestStage(_data.Database).RunAsync(ArticleFiles.Read([_folder.Path], report), report);
        return report;
    }

    private static string Line(int number, string body) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"id":"id-{{number}}","url":"https://example.com/{{number}}","title":"T{{number}}","body":"{{body}}"}""");

    private void Write(string name, params string[] lines) => File.WriteAllLines(_folder.File(name), lines);

    private sealed class Immediate(Action<long> told) : IProgress<long>
    {
        public void Report(long value) => told(value);
    }
}
