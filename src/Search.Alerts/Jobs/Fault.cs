using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Search.Alerts.Jobs;

/// <summary>What a stage threw, as it is said and compared.</summary>
/// <param name="Kind">Equal for faults that are the same to whoever reads the log.</param>
/// <param name="Reason">One line.</param>
/// <param name="NamesItself">Files and databases that fail say what is wrong; other faults are ours, and need their trace.</param>
internal sealed partial record Fault(string Kind, string Reason, bool NamesItself)
{
    private const string Database = "database";

    public static Fault Of(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e is DbException fault && IsDatabaseDown(fault))
                return new Fault(Database, $"the database can't be used: {Line(fault.Message)}", NamesItself: true);
        }
        var reason = Line(exception.Message);
        return new Fault($"{exception.GetType().FullName}: {Numbers().Replace(reason, "#")}", reason, exception is IOException or SocketException);
    }

    /// <summary>
    /// A server that can't be reached, is starting, stopping, full or read-only (SQLSTATE classes 08, 53, 57, 58 and 25006; none where the
    /// connection failed), or an SQLite file that is busy, locked, read-only, unreadable, full or can't be opened.
    /// </summary>
    private static bool IsDatabaseDown(DbException fault)
    {
        if (Sqlite().Match(fault.Message) is { Success: true } match)
            return int.Parse(match.Groups["code"].ValueSpan, CultureInfo.InvariantCulture) is 5 or 6 or 8 or 10 or 13 or 14;
        return fault.SqlState is not { Length: 5 } state || state == "25006" || state[..2] is "08" or "53" or "57" or "58";
    }

    private static string Line(string text) => text.ReplaceLineEndings(" ");

    /// <summary>Numbers, ids and times.</summary>
    [GeneratedRegex("[0-9a-fA-F]{8,}|[0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbers();

    [GeneratedRegex("^SQLite Error (?<code>[0-9]{1,3}):", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sqlite();
}
