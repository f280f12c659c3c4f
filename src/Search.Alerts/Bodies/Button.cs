namespace Search.Alerts.Bodies;

/// <summary>The one thing that the reader is asked to do.</summary>
internal sealed record Button(Link Link) : Block;
