namespace Search.Queries.Searching;

/// <summary>One search, as a page, a program or the command line asks for it.</summary>
public sealed record SearchRequest(string Text)
{
    /// <summary>Hits on a page, 1 to 1,000.</summary>
    public int Top { get; init; } = 10;

    /// <summary>Hits before the page.</summary>
    public int Skip { get; init; }

    public SearchOrder Order { get; init; }

    /// <summary>Only articles of this outlet, by its whole name in any case; empty for all.</summary>
    public string Source { get; init; } = "";

    /// <summary>Only articles in this language, ISO 639-1; empty for all.</summary>
    public string Language { get; init; } = "";

    /// <summary>Only articles published on or after this day of <see cref="Zone"/>.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Only articles published on or before this day of <see cref="Zone"/>.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The reader's zone: where days begin and end.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>
    /// Whether the total is to be exact. Without, it is so up to a thousand, and the hits may come sooner: most of all the newest of a frequent word.
    /// Counting values makes it exact.
    /// </summary>
    public bool ExactCount { get; init; } = true;

    /// <summary>Values to count of each of outlet, language and tag, and days too; 0 to count nothing.</summary>
    public int Facets { get; init; }

    /// <summary>Passages for each hit; 0 for none.</summary>
    public int Passages { get; init; } = 2;
}
