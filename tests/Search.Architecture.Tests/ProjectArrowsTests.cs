using System.Xml.Linq;
using Search.Testing;

namespace Search.Architecture.Tests;

/// <summary>The table of projects in ARCHITECTURE.md, as a test: who may reference whom, and which packages.</summary>
public class ProjectArrowsTests
{
    private static readonly Dictionary<string, (string[] Projects, string[] Packages)> Allowed = new(StringComparer.Ordinal)
    {
        ["Search.Analysis"] = ([], []),
        ["Search.Lucene"] = (["Search.Analysis"], []),
        ["Search.Queries"] = (["Search.Lucene", "Search.Analysis"], []),
        ["Search.Percolation"] = (["Search.Queries", "Search.Lucene", "Search.Analysis"], []),
        ["Search.Data"] = ([], ["Dapper", "Microsoft.Data.Sqlite", "Npgsql"]),
        ["Search.Ingest"] = (["Search.Data", "Search.Queries", "Search.Lucene", "Search.Analysis"], ["AngleSharp", "Polly"]),
        ["Search.Alerts"] = (["Search.Data", "Search.Percolation", "Search.Queries", "Search.Lucene", "Search.Analysis"], ["Quartz"]),
        ["Search.Web"] = (["Search.Data", "Search.Queries", "Search.Lucene", "Search.Analysis", "Search.Percolation", "Search.Ingest", "Search.Alerts"], []),
        ["Search.Cli"] = (["Search.Analysis", "Search.Lucene", "Search.Queries", "Search.Percolation", "Search.Data", "Search.Ingest", "Search.Alerts", "Search.Web"],
            ["System.CommandLine", "Spectre.Console", "Quartz"]),
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Fact]
    public void Every_source_project_stands_in_the_table()
    {
        var projects = Directory.GetDirectories(Path.Combine(Shared.RepositoryRoot, "src")).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), projects);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_has_only_the_arrows_of_the_table(string project)
    {
        var file = XDocument.Load(Path.Combine(Shared.RepositoryRoot, "src", project, project + ".csproj"));
        var projects = file.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));
        var packages = file.Descendants("PackageReference").Select(reference => (string)reference.Attribute("Include")!);
        Assert.Empty(projects.Except(Allowed[project].Projects, StringComparer.Ordinal));
        Assert.Empty(packages.Except(Allowed[project].Packages, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(typeof(Search.Analysis.Analyzer))]
    [InlineData(typeof(Search.Lucene.Store.IndexDirectory))]
    [InlineData(typeof(Search.Queries.Articles.ArticleSchema))]
    [InlineData(typeof(Search.Percolation.Percolator))]
    public void The_engine_knows_no_host_no_database_and_no_network(Type member)
    {
        string[] strangers = ["Microsoft.Extensions", "Microsoft.AspNetCore", "Microsoft.Data", "System.Net.Http", "System.Net.Sockets", "System.Data", "Dapper", "Quartz"];
        var references = member.Assembly.GetReferencedAssemblies().Select(name => name.Name!);
        Assert.DoesNotContain(references, name => strangers.Any(stranger => name.StartsWith(stranger, StringComparison.Ordinal)));
    }
}
