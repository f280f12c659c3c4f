namespace Search.Ingest.Samples;

/// <summary>A fictional article as the embedded file has it; its date is so many days before it is loaded.</summary>
internal sealed record SampleArticle(int DaysAgo, string Source, string Language, string? Author, string Title, string Body, IReadOnlyList<string> Tags);
