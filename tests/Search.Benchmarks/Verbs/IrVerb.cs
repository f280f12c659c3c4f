using System.CommandLine;
using System.Globalization;
using Search.Benchmarks.Relevance;

namespace Search.Benchmarks.Verbs;

/// <summary><c>ir</c>: how well test collections are ranked, by real Lucene, by this library with the same analysis, and as articles; a table.</summary>
internal static class IrVerb
{
    public static Command Create()
    {
        var top = new Option<int>("--top") { Description = "documents of each ranking that count", DefaultValueFactory = _ => 1_000 };
        var command = new Command("ir", "Measures MAP and nDCG@10 over cran, cisi and med of the shared data, beside real Lucene.") { top };
        command.SetAction(result =>
        {
            var rows = new IrRun(result.GetValue(top)).Rows();
            Console.Out.WriteLine($"{"collection",-12}{"ranked by",-44}{"MAP",8}{"nDCG@10",9}");
            foreach (var row in rows)
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Collection,-12}{row.By,-44}{row.Scores.Map,8:0.0000}{row.Scores.Ndcg,9:0.0000}"));
            return 0;
        });
        return command;
    }
}
