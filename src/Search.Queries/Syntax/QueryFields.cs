using Search.Queries.Articles;

namespace Search.Queries.Syntax;

/// <summary>The fields that people may type before a colon.</summary>
public static class QueryFields
{
    public const string Title = "title";
    public const string Body = "body";
    public const string Author = "author";
    public const string Source = "source";
    public const string Language = "lang";
    public const string Url = "url";
    public const string Published = "published";
    public const string Seen = "seen";
    public const string Tag = "tag";
    public const string Id = "id";

    /// <summary>Promised, and not there before name variants are.</summary>
    public const string Name = "name";

    /// <summary>All that can be searched, in the order in which they are told to people.</summary>
    public static IReadOnlyList<string> All { get; } = [Title, Body, Author, Source, Language, Url, Published, Seen, Tag, Id];

    internal static bool IsKnown(string field) => All.Contains(field);

    internal static bool IsDate(string field) => field is Published or Seen;

    /// <summary>True for fields whose values are whole terms, not words.</summary>
    internal static bool IsWhole(string field) => field is Language or Url or Tag or Id;

    /// <summary>True where a value in quotes is analysed into words.</summary>
    internal static bool IsWords(string field) => field is FieldNames.Title or FieldNames.Body or FieldNames.Author or FieldNames.Source;
}
