namespace Search.Testing;

/// <summary>What Python's email package makes of one message; the names are its JSON's.</summary>
#pragma warning disable IDE1006 // the names of the JSON
public sealed record ParsedMail(string file, string subject, string from, string to, string date, string message_id, string text, string html, Dictionary<string, string> headers, string[] defects);
#pragma warning restore IDE1006
