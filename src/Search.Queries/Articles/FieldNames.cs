namespace Search.Queries.Articles;

/// <summary>Names of the index's fields. What people may type before a colon is in <see cref="Syntax.QueryFields"/>.</summary>
public static class FieldNames
{
    /// <summary>Unique key: the article's public id. One term, stored.</summary>
    public const string Id = "id";

    /// <summary>Ingest sequence: long point and numeric column.</summary>
    public const string Seq = "seq";

    /// <summary>Words of the headline as written, with positions; stored.</summary>
    public const string Title = "title";

    /// <summary>Words of the story as written, with positions; stored.</summary>
    public const string Body = "body";

    /// <summary>Stems of the headline, without positions.</summary>
    public const string TitleStem = "title.stem";

    /// <summary>Stems of the story, without positions.</summary>
    public const string BodyStem = "body.stem";

    /// <summary>Words of the authors' names, with positions; stored.</summary>
    public const string Author = "author";

    /// <summary>Words of the outlet's name, with positions; stored; a sorted column of the name as written.</summary>
    public const string Source = "source";

    /// <summary>The outlet's whole name as one folded term (<see cref="ArticleSchema.Key"/>).</summary>
    public const string SourceKey = "source.key";

    /// <summary>Language code in lower case, one term; stored; a sorted column.</summary>
    public const string Language = "lang";

    /// <summary>Canonical address, one term, cut at <see cref="ArticleSchema.MaxTermBytes"/>; stored.</summary>
    public const string Url = "url";

    /// <summary>Each tag as one folded term (<see cref="ArticleSchema.Key"/>); a sorted set column of these terms; stored as written.</summary>
    public const string Tag = "tag";

    /// <summary>Publication in epoch seconds, never after <see cref="Seen"/>; absent when not known. Long point, numeric column, stored.</summary>
    public const string Published = "published";

    /// <summary>Arrival in epoch seconds. Long point, numeric column, stored.</summary>
    public const string Seen = "seen";

    /// <summary>Seconds from publication to arrival; absent when publication is not known. Long point and numeric column: what <c>now-7d</c> means in a saved query.</summary>
    public const string Age = "age";
}
