using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Search.Data.Webhooks;

/// <summary>
/// The JSON text of a call, as far as the database has to know it: an object whose array <c>articles</c> holds objects with an <c>id</c>.
/// </summary>
public static class CallBody
{
    /// <summary>Letters of all scripts stand as they are: a body is sent as application/json, never put into a page.</summary>
    public static JsonSerializerOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same call without one article.</summary>
    internal static string Without(string body, string articleId)
    {
        var call = JsonNode.Parse(body)!;
        if (call["articles"] is JsonArray articles)
        {
            foreach (var article in articles.Where(article => (string?)article?["id"] == articleId).ToList())
                articles.Remove(article);
        }
        return call.ToJsonString(Json);
    }

    /// <summary>A LIKE pattern, with <c>!</c> as its escape, that the bodies with an article fulfil, and perhaps a few others.</summary>
    internal static string Pattern(string articleId) => "%" + JsonSerializer.Serialize(articleId, Json)
        .Replace("!", "!!", StringComparison.Ordinal)
        .Replace("%", "!%", StringComparison.Ordinal)
        .Replace("_", "!_", StringComparison.Ordinal) + "%";
}
