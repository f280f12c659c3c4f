using System.Text;
using Search.Alerts.Digests;
using Search.Alerts.Findings;

namespace Search.Alerts.Feeds;

/// <summary>An entry's summary as HTML: the passage with what matched marked, and why. Only <c>p</c> and <c>mark</c>; everything else is escaped.</summary>
internal static class AtomSummary
{
    public static string Html(Finding finding)
    {
        var html = new StringBuilder();
        if (finding.Excerpt.Text.Length > 0)
            AppendPassage(html, finding.Excerpt);
        if (finding.Reasons.Count > 0)
            html.Append("<p dir=\"auto\">Why: ").Append(SafeText.Html(Why(finding.Reasons))).Append("</p>");
        return html.ToString();
    }

    private static void AppendPassage(StringBuilder html, Excerpt excerpt)
    {
        html.Append("<p dir=\"").Append(SafeText.Direction(excerpt.Text)).Append("\">");
        var at = 0;
        foreach (var (start, length) in excerpt.Marks)
        {
            html.Append(SafeText.Html(excerpt.Text[at..start])).Append("<mark>").Append(SafeText.Html(excerpt.Text.Substring(start, length))).Append("</mark>");
            at = start + length;
        }
        html.Append(SafeText.Html(excerpt.Text[at..])).Append("</p>");
    }

    private static string Why(IReadOnlyList<Reason> reasons) =>
        string.Join(", ", reasons.Select(reason => $"{SafeText.Line(reason.Term, DigestLimits.TitleLength)} ({string.Join(", ", reason.Fields)})"));
}
