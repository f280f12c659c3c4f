using Search.Lucene.Searching;
using Search.Queries.Articles;
using Search.Queries.Syntax;

namespace Search.Queries.Compiling;

/// <summary>
/// Turns a syntax tree into a query over the fields of <see cref="ArticleSchema"/>. A word may stand in headline or story, so AND joins
/// across them; it counts by its best place (dis-max: headline before story, the form before the stem). Words of which analysis leaves
/// nothing, such as a lone dash, restrict nothing. Thread-safe.
/// </summary>
public static class QueryCompiler
{
    /// <summary>Compiles a tree of <see cref="QueryParser"/>.</summary>
    public static CompiledQuery Compile(SyntaxNode root, QueryContext context) => Compile(root, context, ArticleWords.Shared);

    /// <summary>Compiles with another analysis of words.</summary>
    internal static CompiledQuery Compile(SyntaxNode root, QueryContext context, ArticleWords words)
    {
        var visitor = new TreeCompiler(context, words);
        var query = visitor.Compile(root) ?? new MatchNoneQuery();
        return new CompiledQuery(FilterQueries.Restrict(query, context), visitor.Notices);
    }
}
