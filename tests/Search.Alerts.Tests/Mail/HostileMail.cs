using Search.Alerts.Mail;

namespace Search.Alerts.Tests.Mail;

/// <summary>Messages whose subjects and texts try to break what is written of them; the same ones each time.</summary>
internal static class HostileMail
{
    private static readonly string[] Texts =
    [
        "plain words", "مسلحون في القلمون الغربي", "emoji 🇸🇾👩‍👩‍👧 end", "quotes \" ' \\ <b>&amp;</b>", "=?utf-8?Q?fake?=", "CR\r\nBcc: evil@example.org", "\u202Eright to left\u202C",
        "tab\tnull\0bell\a", ".leading dot", "From here on", "ends with blank ", "=3D equals = sign", new string('x', 10_000), string.Concat(Enumerable.Repeat("كلمة ", 2_000)), "", " ",
    ];

    public static IEnumerable<MailMessage> Messages(int count)
    {
        var random = new Random(20150317);
        for (var i = 0; i < count; i++)
        {
            var subject = Texts[i % Texts.Length] + (i < Texts.Length ? "" : RandomText(random, 200));
            yield return Sample(subject, RandomText(random, 3_000) + Texts[random.Next(Texts.Length)], $"<p>{Texts[random.Next(Texts.Length)]}\n{RandomText(random, 3_000)}");
        }
    }

    private static string RandomText(Random random, int most)
    {
        const string Alphabet = "abc  defFrom.=_\n\r\t\"<>&éß—“”السلامعليكم🙂中";
        var runes = Alphabet.EnumerateRunes().ToArray();
        return string.Concat(Enumerable.Range(0, random.Next(most)).Select(_ => runes[random.Next(runes.Length)].ToString()));
    }

    public static MailMessage Sample(string subject, string text, string? html) => new()
    {
        From = Mailbox.Parse("\"Search, news\" <digest@example.org>"),
        To = Mailbox.Parse("reader@example.org"),
        Subject = subject,
        Date = new DateTimeOffset(2015, 3, 17, 8, 0, 0, TimeSpan.FromHours(2)),
        MessageId = "m1@example.org",
        Headers = [new MailHeader("Auto-Submitted", "auto-generated")],
        Text = text,
        Html = html,
    };
}
