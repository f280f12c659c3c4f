using Search.Alerts.Digests;

namespace Search.Alerts.Bodies;

/// <summary>A piece of an article with its highlights: marked in HTML, between asterisks in text.</summary>
internal sealed record Passage(Excerpt Excerpt, string? Language) : Block;
