using System.Text;

namespace Search.Ingest.Feeds;

/// <summary>An element whose end has not been seen yet.</summary>
/// <param name="Element">The element.</param>
/// <param name="Written">Its name as written, by which its end is found.</param>
/// <param name="Start">Where its inside begins.</param>
/// <param name="Prefixes">Namespaces that are known inside it.</param>
internal sealed record OpenElement(FeedElement Element, string Written, int Start, Dictionary<string, string> Prefixes)
{
    public StringBuilder Text { get; } = new();
}
