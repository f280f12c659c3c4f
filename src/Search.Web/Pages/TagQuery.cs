namespace Search.Web.Pages;

/// <summary>The query for articles with a tag.</summary>
internal static class TagQuery
{
    public static string Of(string tag) =>
        $"tag:\"{tag.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
