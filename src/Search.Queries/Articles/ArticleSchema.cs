using System.Globalization;
using System.Text;
using Search.Analysis;
using Search.Lucene.Documents;

namespace Search.Queries.Articles;

/// <summary>
/// The one definition of what an article is to the index: its fields, how each is analysed, what is stored. Indexing, search, alerts
/// and highlighting all go through it. A change of fields or analysis raises <see cref="Version"/>, and the index is rebuilt.
/// </summary>
/// <remarks>Times are epoch seconds. Thread-safe.</remarks>
public static class ArticleSchema
{
    /// <summary>
    /// Version of the fields and their analysis. 2: stems of seven more languages. 3: words apart from what an apostrophe joins to them.
    /// 4: a column of tags. 5: an underscore is no letter where it is asked whether a word is all capitals.
    /// </summary>
    public const int Version = 5;

    /// <summary>Key of the commit's user data under which <see cref="Version"/> stands.</summary>
    public const string VersionKey = "article-schema";

    /// <summary>Longest term that the index takes, in bytes of UTF-8; longer addresses and tags are cut there.</summary>
    public const int MaxTermBytes = 32_766;

    /// <summary>The analysis of all fields, for writing the index.</summary>
    public static Analyzer Analyzer => ArticleAnalyzer.Instance;

    /// <summary>Fields that a hit list needs, without the body.</summary>
    public static IReadOnlySet<string> HitFields { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        FieldNames.Id, FieldNames.Url, FieldNames.Title, FieldNames.Author, FieldNames.Source, FieldNames.Language,
        FieldNames.Published, FieldNames.Seen, FieldNames.Tag,
    };

    /// <summary><paramref name="userData"/> and the version of this schema, for a commit.</summary>
    public static IReadOnlyDictionary<string, string> Stamp(IReadOnlyDictionary<string, string>? userData = null) =>
        new Dictionary<string, string>(userData ?? new Dictionary<string, string>(), StringComparer.Ordinal)
        {
            [VersionKey] = Version.ToString(CultureInfo.InvariantCulture),
        };

    /// <summary>True when a commit with this user data was written with this version of the schema. A commit without a stamp was not.</summary>
    public static bool IsCurrent(IReadOnlyDictionary<string, string> userData) =>
        userData.TryGetValue(VersionKey, out var stamp)
        && int.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        && version == Version;

    /// <summary>
    /// True when an index with these fields can be searched, whatever version wrote it: each field that this version knows and the index
    /// has is indexed in the same way. Words that were analysed in another way are then missed until the index is written anew, no more.
    /// </summary>
    public static bool CanSearch(IEnumerable<FieldInfo> fields) => ArticleFields.AreSearchable(fields);

    /// <summary>The document of one article, to be added with <c>UpdateDocument(FieldNames.Id, article.Id, document)</c>.</summary>
    public static Document ToDocument(ArticleText article)
    {
        var document = new Document();
        document.Add(Field.String(FieldNames.Id, article.Id, stored: true));
        AddTexts(document, article);
        AddStrings(document, article);
        AddNumbers(document, article);
        return document;
    }

    /// <summary>The analysis of an article in this language, for highlighting its stored text.</summary>
    /// <param name="language">BCP 47 tag; empty when not known.</param>
    public static Analyzer AnalyzerFor(string language) => ArticleLanguageAnalyzer.For(language);

    /// <summary>The field that holds the stems of a field's words; null where there is none.</summary>
    public static string? StemField(string field) => field switch
    {
        FieldNames.Title => FieldNames.TitleStem,
        FieldNames.Body => FieldNames.BodyStem,
        _ => null,
    };

    /// <summary>The stored field whose text the terms of a field come from: for highlighting.</summary>
    public static string StoredField(string field) => field switch
    {
        FieldNames.TitleStem => FieldNames.Title,
        FieldNames.BodyStem => FieldNames.Body,
        FieldNames.SourceKey => FieldNames.Source,
        _ => field,
    };

    /// <summary>A name, tag or code as one term: composed, lower case, runs of white space as one space, none at the ends.</summary>
    public static string Key(string value)
    {
        var words = value.Normalize(NormalizationForm.FormC).ToLowerInvariant()
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return CutToTerm(string.Join(' ', words));
    }

    /// <summary>Publication in epoch seconds as it is indexed, or null: not after it was seen.</summary>
    public static long? PublishedSeconds(ArticleText article) =>
        article.Published is { } published
            ? Math.Min(published.ToUnixTimeSeconds(), article.Seen.ToUnixTimeSeconds())
            : null;

    private static void AddTexts(Document document, ArticleText article)
    {
        AddStemmed(document, FieldNames.Title, FieldNames.TitleStem, article.Title, article.Language);
        AddStemmed(document, FieldNames.Body, FieldNames.BodyStem, article.Body, article.Language);
        if (article.Author.Length > 0)
            document.Add(Field.Text(FieldNames.Author, article.Author, stored: true));
        if (article.Source.Length > 0)
            document.Add(Field.Text(FieldNames.Source, article.Source, stored: true));
    }

    private static void AddStemmed(Document document, string field, string stemField, string text, string language)
    {
        if (text.Length == 0)
            return;
        var utf8 = Encoding.UTF8.GetBytes(text);
        document.Add(Field.Text(field, utf8, stored: true).AnalysedAs(ArticleAnalyzer.Analysis(field, language)));
        document.Add(Field.Text(stemField, utf8, stored: false, IndexOptions.DocsAndFreqs)
            .AnalysedAs(ArticleAnalyzer.Analysis(stemField, language)));
    }

    private static void AddStrings(Document document, ArticleText article)
    {
        if (article.Source.Length > 0)
        {
            document.Add(Field.String(FieldNames.SourceKey, Key(article.Source), stored: false));
            document.Add(Field.SortedDocValues(FieldNames.Source, CutToTerm(article.Source)));
        }
        if (article.Language.Length > 0)
        {
            document.Add(Field.String(FieldNames.Language, Key(article.Language), stored: true));
            document.Add(Field.SortedDocValues(FieldNames.Language, Key(article.Language)));
        }
        if (article.Url.Length > 0)
            document.Add(Field.String(FieldNames.Url, CutToTerm(article.Url), stored: true));
        foreach (var tag in article.Tags)
            AddTag(document, tag);
    }

    private static void AddTag(Document document, string tag)
    {
        var key = Key(tag);
        if (key.Length == 0)
            return;
        document.Add(Field.String(FieldNames.Tag, key, stored: false));
        document.Add(Field.SortedSetDocValues(FieldNames.Tag, key));
        document.Add(Field.StoredString(FieldNames.Tag, tag));
    }

    private static void AddNumbers(Document document, ArticleText article)
    {
        AddSeconds(document, FieldNames.Seen, article.Seen.ToUnixTimeSeconds());
        if (PublishedSeconds(article) is { } published)
        {
            AddSeconds(document, FieldNames.Published, published);
            var age = article.Seen.ToUnixTimeSeconds() - published;
            document.Add(Field.LongPoint(FieldNames.Age, age)).Add(Field.NumericDocValues(FieldNames.Age, age));
        }
        document.Add(Field.LongPoint(FieldNames.Seq, article.Seq));
        document.Add(Field.NumericDocValues(FieldNames.Seq, article.Seq));
    }

    private static void AddSeconds(Document document, string field, long seconds)
    {
        document.Add(Field.LongPoint(field, seconds));
        document.Add(Field.NumericDocValues(field, seconds));
        document.Add(Field.StoredLong(field, seconds));
    }

    private static string CutToTerm(string value)
    {
        if (Encoding.UTF8.GetByteCount(value) <= MaxTermBytes)
            return value;
        var length = Math.Min(value.Length, MaxTermBytes);
        while (Encoding.UTF8.GetByteCount(value.AsSpan(0, length)) > MaxTermBytes)
            length -= Math.Max(1, (Encoding.UTF8.GetByteCount(value.AsSpan(0, length)) - MaxTermBytes) / 3);
        if (char.IsHighSurrogate(value[length - 1]))
            length--;
        return value[..length];
    }
}
