namespace Search.Alerts.Digests;

/// <summary>How much one mail shows; the rest is behind "N more".</summary>
internal static class DigestLimits
{
    public const int ArticlesPerAlert = 30;

    public const int ArticlesPerMail = 100;

    /// <summary>Gmail clips HTML at 102 KB; this leaves room for what servers add.</summary>
    public const int HtmlBytes = 96_000;

    public const int TitleLength = 240;
}
