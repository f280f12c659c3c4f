using System.Net;

namespace Search.Ingest.Fetching;

/// <summary>A server's answer.</summary>
/// <param name="Status">The final status.</param>
/// <param name="Address">Where the answer came from, after redirects.</param>
/// <param name="Body">Decompressed; empty unless the status is 200.</param>
/// <param name="ContentType">The header as sent.</param>
/// <param name="Etag">For the next conditional request.</param>
/// <param name="LastModified">For the next conditional request.</param>
/// <param name="RetryAfter">How long the server wants to be left alone.</param>
/// <param name="MovedTo">Where the document now lives for good, when every redirect said so (301, 308).</param>
internal sealed record FetchedDocument(
    HttpStatusCode Status, string Address, byte[] Body, string? ContentType, string? Etag, string? LastModified, TimeSpan? RetryAfter, string? MovedTo);
