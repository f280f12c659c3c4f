namespace Search.Data.Sources;

/// <summary>A poll that went well. The validators are what the server sent; null where it sent none.</summary>
public sealed record PollSuccess(string? Etag, string? LastModified, int NewArticles, DateTimeOffset NextPollAt);
