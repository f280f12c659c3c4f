using System.Security.Cryptography;
using System.Text;
using Search.Data.Alerts;
using Search.Data.Articles;

namespace Search.Alerts.Feeds;

/// <summary>
/// Ids of feeds and entries: <c>urn:uuid:</c> and a UUID of version 8 (RFC 9562) that follows from the alert and the article, whatever their
/// texts, revisions and addresses become.
/// </summary>
internal static class AtomIds
{
    public static string Feed(Alert alert) => Of("alert " + alert.Id);

    public static string Entry(Alert alert, Article article) => Of($"alert {alert.Id} article {article.Id}");

    private static string Of(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return "urn:uuid:" + new Guid(bytes, bigEndian: true);
    }
}
