using System.CommandLine;
using Search.Benchmarks.Corpora;
using Search.Benchmarks.Percolation;
using Search.Lucene.Documents;
using Search.Queries.Syntax;

namespace Search.Benchmarks.Verbs;

/// <summary>
/// <c>percolate</c>: matches articles, one at a time in one thread, against a file of saved queries. The documents are those of the peer's index,
/// title and body and the short fields, made before the clock; analysis is inside it.
/// </summary>
internal static class PercolateVerb
{
    public static Command Create()
    {
        var queries = new Option<string>("--queries") { Description = "CLASS TAB QUERY, one a line; the query's number is the line's, from 0", Required = true };
        var take = new Option<int>("--take") { Description = "queries at most", DefaultValueFactory = _ => int.MaxValue };
        var articles = new Option<string>("--articles") { Description = "article JSON, one a line, plain or .gz", Required = true };
        var limit = new Option<int>("--limit") { Description = "articles at most", DefaultValueFactory = _ => int.MaxValue };
        var analyzer = new Option<string>("--analyzer") { Description = "standard, english or arabic", DefaultValueFactory = _ => "standard" };
        var field = new Option<string>("--field") { Description = "default field", DefaultValueFactory = _ => "body" };
        var joiner = new Option<string>("--default-operator") { Description = "or, and", DefaultValueFactory = _ => "or" };
        var stats = new Option<string?>("--stats") { Description = "corpus of term statistics" };
        var warm = new Option<int>("--warm") { Description = "rounds over the articles before the clock", DefaultValueFactory = _ => 10 };
        var repeat = new Option<int>("--repeat") { Description = "rounds by the clock; times are each article's fastest, CPU that of the median round", DefaultValueFactory = _ => 3 };
        var hits = new Option<string?>("--hits") { Description = "write the matches: article TAB query query ..., from 0" };
        var command = new Command("percolate",
            "Measures matching. register_cpu_s is CPU of the whole process while registering, parsing and the snapshot included; register_thread_cpu_s that of the thread.")
        {
            queries, take, articles, limit, analyzer, field, joiner, stats, warm, repeat, hits,
        };
        command.SetAction(result => Run(
            new PercolationSettings
            {
                Queries = result.GetRequiredValue(queries),
                Take = result.GetValue(take),
                Articles = result.GetRequiredValue(articles),
                Limit = result.GetValue(limit),
                Analyzer = result.GetRequiredValue(analyzer),
                Field = result.GetRequiredValue(field),
                DefaultOperator = result.GetValue(joiner) == "and" ? QueryOperator.And : QueryOperator.Or,
                Statistics = result.GetValue(stats),
                Warm = result.GetValue(warm),
                Repeat = result.GetValue(repeat),
            },
            result.GetValue(hits)));
        return command;
    }

    private static int Run(PercolationSettings settings, string? hits)
    {
        Document[] articles = [.. Corpus.Load(settings.Articles, settings.Limit).Select(article => PeerSchema.ToDocument(article, stored: false))];
        var queries = new RegisteredQueries(settings, articles.Length > 0 ? articles[0] : new Document());
        if (hits is not null)
            MatchesFile.Write(hits, queries.Matcher, articles);
        var rounds = new ArticleRounds(queries.Matcher, articles);
        rounds.Run(settings.Warm, settings.Repeat);
        Json.Print(Line(queries, rounds, Math.Max(1, articles.Length), articles.Length));
        GC.KeepAlive(queries.Percolator);
        return queries.Errors == 0 ? 0 : 1;
    }

    private static Dictionary<string, object> Line(RegisteredQueries queries, ArticleRounds rounds, double divisor, int articles) => new(StringComparer.Ordinal)
    {
        ["queries"] = queries.Count,
        ["register_cpu_s"] = Json.Round(queries.ProcessCpuSeconds),
        ["bytes_per_query"] = Json.Round(queries.Bytes / (double)Math.Max(1, queries.Count)),
        ["articles"] = articles,
        ["articles_per_cpu_s"] = Json.Round(rounds.ArticlesPerCpuSecond),
        ["p50_us"] = Json.Round(rounds.Percentile(50)),
        ["p99_us"] = Json.Round(rounds.Percentile(99)),
        ["candidates_per_article"] = Json.Round(rounds.Candidates / divisor),
        ["matches"] = rounds.Matches,
        ["matches_per_article"] = Json.Round(rounds.Matches / divisor),
        ["mean_us"] = Json.Round(rounds.MeanMicroseconds),
        ["us_per_match"] = Json.Round(rounds.MicrosecondsPerMatch()),
        ["register_thread_cpu_s"] = Json.Round(queries.ThreadCpuSeconds),
        ["errors"] = queries.Errors,
        ["peak_rss_bytes"] = Usage.PeakRssBytes,
    };
}
