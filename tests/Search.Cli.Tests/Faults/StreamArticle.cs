using System.Text.Json;

namespace Search.Cli.Tests.Faults;

/// <summary>An article as it stands in a file.</summary>
/// <param name="Url">Its identity.</param>
/// <param name="Title">Unique.</param>
/// <param name="Body">Words, the marked ones among them.</param>
/// <param name="Published">As written; may be missing, long past, or yet to come.</param>
/// <param name="Revision">Which version of it this is, from 1.</param>
/// <param name="Words">The marked words of title and body, of which the alerts' queries are made.</param>
internal sealed record StreamArticle(string Url, string Title, string Body, string? Published, int Revision, IReadOnlySet<string> Words)
{
    public string Json => JsonSerializer.Serialize(new { url = Url, title = Title, body = Body, published = Published, source = "Example", language = "en" });
}
