namespace Search.Alerts.Mail;

/// <summary>One reply of a server (RFC 5321 section 4.2): a code and its lines' texts.</summary>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public bool IsPositive => Code is >= 200 and < 300;

    public bool IsTransient => Code is >= 400 and < 500;

    /// <summary>All lines as one, without control characters, at most 500 characters.</summary>
    public string Text => ServerText.Clean(Lines.Count == 1 ? Lines[0] : string.Join(' ', Lines));

    public override string ToString() => $"{Code} {Text}";
}
