namespace Search.Alerts.Digests;

/// <summary>How much one mail shows; the rest is behind "N more". Lengths are in characters.</summary>
internal static class DigestLimits
{
    public const int ArticlesPerAlert = 30;

    public const int ArticlesPerMail = 100;

    /// <summary>Gmail clips HTML at 102 KB; this leaves room for what servers add. One article with all else is always within.</summary>
    public const int HtmlBytes = 96_000;

    /// <summary>The text part says the same with less markup, so that it never comes near.</summary>
    public const int TextBytes = 200_000;

    /// <summary>Of HTML, for all but the articles; see <see cref="DigestDetail"/>.</summary>
    public const int FrameBytes = 36_000;

    /// <summary>Of HTML, for why one article was found.</summary>
    public const int WhyBytes = 16_000;

    public const int TitleLength = 240;

    public const int SubjectName = 120;

    public const int SourceLength = 100;

    public const int AuthorLength = 160;

    public const int TermLength = 60;

    public const int RateLength = 60;

    public const int ExcerptLength = 700;

    public const int ExcerptMarks = 40;

    /// <summary>A longer address is left out; the saved copy leads to the original.</summary>
    public const int AddressLength = 2_000;
}
