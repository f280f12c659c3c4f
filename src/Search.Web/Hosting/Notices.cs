namespace Search.Web.Hosting;

/// <summary>What pages may say after a form was sent. Only these: a link can't put words into a page's mouth.</summary>
internal static class Notices
{
    public const string AlertSaved = "The alert is saved.";
    public const string AlertPaused = "The alert is paused; what it finds meanwhile is told when it goes on.";
    public const string AlertPausedDiscarding = "The alert is paused; what it finds meanwhile is never told.";
    public const string AlertOff = "The alert is off; choose another rate to turn it on.";
    public const string PersonReinstated = "Mail goes there again; what was found meanwhile comes.";
    public const string AlertResumed = "The alert goes on.";
    public const string AlertDeleted = "The alert is deleted, and what was queued of it is called back.";
    public const string AlertRan = "What was due is composed and on its way.";
    public const string TestWritten = "A test mail is on its way; it stands in the outbox.";
    public const string SourceAdded = "The source is added and polled at once.";
    public const string SourceRemoved = "The source is removed; its articles stay.";
    public const string SourceDue = "The source is polled as soon as possible.";
    public const string SamplesRemoved = "The sample articles are gone.";

    private static readonly string[] All =
        [AlertSaved, AlertPaused, AlertResumed, AlertDeleted, AlertRan, TestWritten, SourceAdded, SourceRemoved, SourceDue, SamplesRemoved, AlertPausedDiscarding, AlertOff, PersonReinstated];

    public static string Code(string notice) => Array.IndexOf(All, notice).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The notice of a code, or null.</summary>
    public static string? Of(string? code) =>
        int.TryParse(code, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var index) && index < All.Length ? All[index] : null;
}
