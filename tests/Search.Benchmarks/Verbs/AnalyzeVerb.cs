using System.CommandLine;
using System.Globalization;
using System.Text;
using Search.Analysis;
using Search.Benchmarks.Corpora;

namespace Search.Benchmarks.Verbs;

/// <summary><c>analyze</c>: tokens of titles and bodies, and how fast they come.</summary>
internal static class AnalyzeVerb
{
    public static Command Create()
    {
        var corpus = new Argument<string>("CORPUS") { Description = "article JSON, one a line, plain or .gz" };
        var analyzer = new Option<string>("--analyzer") { Description = "standard, english or arabic", DefaultValueFactory = _ => "standard" };
        var output = new Option<string?>("--out") { Description = "write the tokens: article TAB token:increment ..." };
        var repeat = new Option<int>("--repeat") { Description = "rounds; the fastest counts", DefaultValueFactory = _ => 5 };
        var limit = new Option<int>("--limit") { Description = "articles at most", DefaultValueFactory = _ => int.MaxValue };
        var command = new Command("analyze", "Measures analysis alone.") { corpus, analyzer, output, repeat, limit };
        command.SetAction(result => Run(
            Corpus.Load(result.GetRequiredValue(corpus), result.GetValue(limit)), PeerSchema.Analyzer(result.GetValue(analyzer)!),
            result.GetValue(output), result.GetValue(repeat)));
        return command;
    }

    /// <summary>One pass over titles and bodies; the number of tokens.</summary>
    public static long CountTokens(IReadOnlyList<CorpusArticle> articles, Analyzer analyzer)
    {
        var (title, body) = (analyzer.CreateStream("title"), analyzer.CreateStream("body"));
        long tokens = 0;
        foreach (var article in articles)
            tokens += Count(title, article.Title) + Count(body, article.Body);
        return tokens;
    }

    private static int Run(List<CorpusArticle> articles, Analyzer analyzer, string? output, int repeat)
    {
        if (output is not null)
            Write(articles, analyzer, output);
        long tokens = 0;
        var seconds = Enumerable.Range(0, Math.Max(1, repeat)).Select(_ => Usage.Seconds(() => tokens = CountTokens(articles, analyzer))).Min();
        Json.Print(new Dictionary<string, object>
        {
            ["tokens"] = tokens,
            ["mb_per_s"] = Json.Round(Corpus.TextBytes(articles) / 1e6 / seconds),
            ["seconds"] = Json.Round(seconds),
        });
        return 0;
    }

    private static long Count(TokenStream stream, byte[] text)
    {
        long tokens = 0;
        stream.Reset(text);
        while (stream.Next(out var batch))
            tokens += batch.Count;
        return tokens;
    }

    private static void Write(List<CorpusArticle> articles, Analyzer analyzer, string path)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var stream = analyzer.CreateStream("body");
        for (var i = 0; i < articles.Count; i++)
        {
            writer.Write(i.ToString(CultureInfo.InvariantCulture));
            writer.Write('\t');
            WriteTokens(writer, stream, articles[i].Title);
            WriteTokens(writer, stream, articles[i].Body);
            writer.Write('\n');
        }
    }

    private static void WriteTokens(StreamWriter writer, TokenStream stream, byte[] text)
    {
        stream.Reset(text);
        while (stream.Next(out var batch))
        {
            for (var i = 0; i < batch.Count; i++)
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetString(batch.Term(i))}:{batch.PositionIncrement[i]} "));
        }
    }
}
