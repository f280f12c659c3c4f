using System.Text;
using Search.Lucene.Highlighting;
using Search.Queries.Compiling;
using Search.Queries.Syntax;

namespace Search.Queries.Searching;

/// <summary>
/// The code of a search that needs no index (query language, analysis, highlighting) is loaded and compiled by using it once, while another
/// thread opens the index: the first answer of a process does not wait for one after the other.
/// </summary>
public static class FirstSearch
{
    private const string Text = "oil \"dry run\"";
    private const string Title = "A dry run";
    private const string Body = "This text is never shown: it stands for the first article that is found. Nobody drills for oil in it. It is a dry run, no more.";

    /// <summary>Begins, where there is another core for it, and returns at once.</summary>
    public static void Prepare()
    {
        if (Environment.ProcessorCount > 1)
            _ = Task.Run(Rehearse);
    }

    /// <summary>The passages that the made-up article has for the made-up query.</summary>
    internal static IReadOnlyList<Passage> Rehearse()
    {
        var highlighter = new Highlighter(QueryCompiler.Compile(QueryParser.Parse(Text).Root!, QueryContext.Search(TimeProvider.System)).Query);
        _ = highlighter.Whole(Encoding.UTF8.GetBytes(Title), ArticleSources.Title("en"));
        return highlighter.Passages(Encoding.UTF8.GetBytes(Body), ArticleSources.Body("en"));
    }
}
