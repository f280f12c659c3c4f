using Search.Queries.Syntax;

namespace Search.Web.Pages;

/// <summary>The query for articles with a tag.</summary>
internal static class TagQuery
{
    public static SyntaxNode Node(string tag) => new FieldNode(QueryFields.Tag, new PhraseNode(tag));

    /// <summary>As it is typed.</summary>
    public static string Of(string tag) => Node(tag).ToString();
}
