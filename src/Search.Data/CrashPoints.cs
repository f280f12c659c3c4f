using System.Diagnostics;
using System.Globalization;

namespace Search.Data;

/// <summary>
/// Named steps at which the process kills itself as <c>kill -9</c> would, for tests of what a crash leaves: the environment variable
/// <see cref="Variable"/> names one of <see cref="Names"/> or <see cref="OfRebuilding"/>, and after a colon at which passing of it, 1 by default. Without the variable a
/// step costs one check. Thread-safe.
/// </summary>
public static class CrashPoints
{
    public const string Variable = "SEARCH_CrashAt";

    private static readonly CrashPoint? Armed = Parse(Environment.GetEnvironmentVariable(Variable));

    private static int _passings;

    /// <summary>All steps, in the order in which an article passes them in the service.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        // Rows written, before their commit; after it.
        "article-stored", "article-committed",
        // A row given to the index; before the index's commit; after it.
        "index-row", "index-commit", "index-committed",
        // A batch matched, before its transaction; matches inserted, before the commit; after it.
        "match-read", "match-recorded", "match-committed",
        // A mail written, before its transaction; stored, before the commit; after it.
        "digest-composed", "digest-stored", "digest-committed",
        // Mails claimed; one held, right before it is handed over.
        "delivery-claimed", "delivery-held",
        // After the replies to MAIL, RCPT and DATA; the message and its dot written; the server's verdict read.
        "smtp-mail", "smtp-rcpt", "smtp-data", "smtp-message", "smtp-250",
        // Handed over, before that is recorded; after it.
        "delivery-sent", "delivery-recorded",
    ];

    /// <summary>Steps of writing the index anew: the new one begun; whole and committed in its own folder; its files moved, before the commit that puts it in the old one's place; after it.</summary>
    public static IReadOnlyList<string> OfRebuilding { get; } = ["rebuild-begun", "rebuild-built", "rebuild-moved", "rebuild-swapped"];

    /// <summary>Passes a step; does not return when the process is to die here.</summary>
    public static void Reach(string name)
    {
        if (Armed is not null && Armed.Name == name && Interlocked.Increment(ref _passings) == Armed.Passing)
            Die();
    }

    private static void Die()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    private static CrashPoint? Parse(string? text)
    {
        var parts = text?.Split(':') ?? [];
        return parts.Length switch
        {
            1 when parts[0].Length > 0 => new CrashPoint(parts[0], Passing: 1),
            2 when int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var passing) => new CrashPoint(parts[0], passing),
            _ => null,
        };
    }

    private sealed record CrashPoint(string Name, int Passing);
}
