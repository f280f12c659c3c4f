using System.CommandLine;
using System.Diagnostics;
using Search.Benchmarks.Corpora;
using Search.Testing;

namespace Search.Benchmarks.Verbs;

/// <summary><c>serve-load</c>: search pages asked of the real service over HTTP by several readers at once; each page is read to its end.</summary>
internal static class ServeLoadVerb
{
    public static Command Create()
    {
        var corpus = new Argument<string>("CORPUS") { Description = "article JSON, one a line, plain or .gz; without it Reuters of the shared data", DefaultValueFactory = _ => Shared.PathOf("data/articles/reuters21578.jsonl.gz") };
        var queries = new Option<string?>("--queries") { Description = "a query a line, the text after the last tab; without it a thousand made from the corpus" };
        var readers = new Option<int>("--readers") { Description = "connections that ask, each its next page when it has the last", DefaultValueFactory = _ => 4 };
        var seconds = new Option<int>("--seconds") { Description = "how long, after half of it to warm up", DefaultValueFactory = _ => 10 };
        var path = new Option<string>("--path") { Description = "what is asked for, before the query", DefaultValueFactory = _ => "/?q=" };
        var program = new Option<string>("--search") { Description = "the built program", DefaultValueFactory = _ => Path.Combine(Shared.RepositoryRoot, "src/Search.Cli/bin/Release/net10.0/search.dll") };
        var command = new Command("serve-load", "Measures the service's search page over HTTP.") { corpus, queries, readers, seconds, path, program };
        command.SetAction(async (result, cancellation) =>
        {
            using var folder = new TemporaryFolder();
            var search = result.GetRequiredValue(program);
            if (!Equals(MeasuredProcess.Run("dotnet", search, "index", result.GetRequiredValue(corpus), "--data", folder.Path)["exit_code"], 0))
                return 1;
            string[] texts = [.. QueryFile.Load(result.GetValue(queries) ?? Made(result.GetRequiredValue(corpus), folder)).Select(query => result.GetRequiredValue(path) + Uri.EscapeDataString(query.Text))];
            using var service = Start(search, folder.Path);
            try
            {
                Json.Print(await MeasureAsync(service, texts, Math.Max(1, result.GetValue(readers)), TimeSpan.FromSeconds(Math.Max(1, result.GetValue(seconds))), cancellation));
            }
            finally
            {
                service.Kill();
                await service.WaitForExitAsync(CancellationToken.None);
            }
            return 0;
        });
        return command;
    }

    private static string Made(string corpus, TemporaryFolder folder)
    {
        var queries = folder.File("queries.tsv");
        GeneratedQueries.Write(corpus, queries, 1_000, "--search");
        return queries;
    }

    private static async Task<Dictionary<string, object>> MeasureAsync(Process service, string[] pages, int readers, TimeSpan length, CancellationToken cancellation)
    {
        var root = await AddressAsync(service, cancellation);
        Uri[] addresses = [.. pages.Select(page => new Uri(root, page))];
        await AskAsync(addresses, readers, length / 2, cancellation);
        var cpu = Cpu(service);
        var times = await AskAsync(addresses, readers, length, cancellation);
        return Line(times, length, Cpu(service) - cpu);
    }

    private static TimeSpan Cpu(Process service)
    {
        service.Refresh();
        return service.TotalProcessorTime;
    }

    private static Process Start(string program, string data) =>
        Process.Start(new ProcessStartInfo("dotnet", [program, "serve", "--data", data, "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true, UseShellExecute = false })!;

    /// <summary>The address that the service says it listens at. Throws <see cref="InvalidOperationException"/> when it ends without.</summary>
    private static async Task<Uri> AddressAsync(Process service, CancellationToken cancellation)
    {
        while (await service.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            var at = line.IndexOf("http://", StringComparison.Ordinal);
            if (at < 0)
                continue;
            _ = service.StandardOutput.ReadToEndAsync(cancellation);
            return new Uri(line[at..].Trim());
        }
        throw new InvalidOperationException("the service ended and named no address");
    }

    /// <summary>Milliseconds of every page that ended in time, in no order.</summary>
    private static async Task<List<double>> AskAsync(Uri[] pages, int readers, TimeSpan length, CancellationToken cancellation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = readers });
        var next = -1;
        var ends = Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency);
        var each = await Task.WhenAll(Enumerable.Range(0, readers).Select(async _ =>
        {
            var times = new List<double>();
            while (Stopwatch.GetTimestamp() < ends)
            {
                var began = Stopwatch.GetTimestamp();
                await client.GetByteArrayAsync(pages[(uint)Interlocked.Increment(ref next) % (uint)pages.Length], cancellation);
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
            return times;
        }));
        return [.. each.SelectMany(times => times)];
    }

    private static Dictionary<string, object> Line(List<double> times, TimeSpan length, TimeSpan cpu)
    {
        times.Sort();
        return new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["requests"] = times.Count,
            ["requests_per_s"] = Json.Round(times.Count / length.TotalSeconds),
            ["requests_per_cpu_s"] = Json.Round(times.Count / cpu.TotalSeconds),
            ["p50_ms"] = Json.Round(times[times.Count / 2]),
            ["p99_ms"] = Json.Round(times[times.Count * 99 / 100]),
            ["max_ms"] = Json.Round(times[^1]),
        };
    }
}
