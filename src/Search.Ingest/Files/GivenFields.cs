using System.Buffers;
using System.Text;
using System.Text.Json;
using Search.Ingest.Text;

namespace Search.Ingest.Files;

/// <summary>
/// What a JSON object says of an article, read in one pass, but for one that is not all texts and nulls and a list of tags, which is begun again. Of
/// a property that is there twice, the later one counts. Texts are as they were given, null where there is none; numbers and truth values are texts too. Lists and the body are clean already.
/// </summary>
internal sealed partial class GivenFields
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 32 };

    public string? Id { get; private set; }

    public string? Url { get; private set; }

    public string? Title { get; private set; }

    /// <summary>Null also where there is a list.</summary>
    public string? Author { get; private set; }

    /// <summary>The texts of a list of authors, without what is no text; null where there is no list.</summary>
    public IReadOnlyList<string>? AuthorNames { get; private set; }

    public string? Published { get; private set; }

    public string? Source { get; private set; }

    public string? Language { get; private set; }

    public string Body { get; private set; } = "";

    public IReadOnlyList<string> Tags { get; private set; } = [];

    /// <summary>The fields, or null for JSON that is no object.</summary>
    /// <param name="utf8">Well-formed UTF-8 without escapes of lone surrogates.</param>
    /// <exception cref="JsonException">It is not one JSON value and nothing else.</exception>
    public static GivenFields? Read(ReadOnlySpan<byte> utf8) => ReadFlat(utf8) ?? ReadAny(utf8);

    private static GivenFields? ReadAny(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, Options);
        reader.Read();
        var fields = reader.TokenType == JsonTokenType.StartObject ? new GivenFields() : null;
        while (fields is not null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            fields.ReadProperty(ref reader);
        while (reader.Read())
            reader.Skip();
        return fields;
    }

    private void ReadProperty(ref Utf8JsonReader reader)
    {
        if (Is(ref reader, "id"u8))
            Id = Scalar(ref reader);
        else if (Is(ref reader, "url"u8))
            Url = Scalar(ref reader);
        else if (Is(ref reader, "title"u8))
            Title = Scalar(ref reader);
        else if (Is(ref reader, "author"u8))
            ReadAuthor(ref reader);
        else if (Is(ref reader, "published"u8))
            Published = Scalar(ref reader);
        else if (Is(ref reader, "source"u8))
            Source = Scalar(ref reader);
        else if (Is(ref reader, "language"u8))
            Language = Scalar(ref reader);
        else if (Is(ref reader, "body"u8))
            Body = Paragraphs(ref reader);
        else if (Is(ref reader, "tags"u8))
            Tags = ReadTags(ref reader);
        else
            reader.Skip();
    }

    /// <summary>True when the property has the name; then the reader is at its value.</summary>
    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    private void ReadAuthor(ref Utf8JsonReader reader)
    {
        var isList = reader.TokenType == JsonTokenType.StartArray;
        AuthorNames = isList ? Lines(ref reader, onlyStrings: true) : null;
        Author = isList ? null : Scalar(ref reader);
    }

    private static IReadOnlyList<string> ReadTags(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return CleanText.Line(Scalar(ref reader)) is { Length: > 0 } single ? [single] : [];
        return Distinct(Lines(ref reader, onlyStrings: false));
    }

    private static List<string> Distinct(List<string> tags) => tags.Count > 1 ? [.. tags.Distinct(StringComparer.Ordinal)] : tags;

    /// <summary>The elements of a list as clean lines, without those of which nothing is left; the reader is then at the list's end.</summary>
    private static List<string> Lines(ref Utf8JsonReader reader, bool onlyStrings)
    {
        var lines = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var isRead = !onlyStrings || reader.TokenType == JsonTokenType.String;
            if (isRead && CleanText.Line(Scalar(ref reader)) is { Length: > 0 } line)
                lines.Add(line);
            else
                reader.Skip();
        }
        return lines;
    }

    private static string? Scalar(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                return Encoding.UTF8.GetString(reader.ValueSpan);
            default:
                reader.Skip();
                return null;
        }
    }

    /// <summary>The value as paragraphs; a string is cleaned before it is one.</summary>
    private static string Paragraphs(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            return CleanText.Paragraphs(Scalar(ref reader));
        var characters = ArrayPool<char>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            return CleanText.ParagraphsInPlace(characters.AsSpan(0, reader.CopyString(characters)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }
}
