using System.Globalization;
using Search.Alerts.Editing;
using Search.Data.Alerts;

namespace Search.Web.Pages;

/// <summary>The fields of the alert form, as typed.</summary>
public sealed record AlertForm
{
    private const int LongestGivenName = 60;
    private const string WorkDays = "mon,tue,wed,thu,fri";

    public string Name { get; init; } = "";

    public string Query { get; init; } = "";

    public string To { get; init; } = "";

    /// <summary>immediate, hourly, daily, weekdays, weekly, monthly, off or cron.</summary>
    public string Rate { get; init; } = "daily";

    public string At { get; init; } = "07:00";

    /// <summary>Of weekly: mon to sun, several with commas between; of monthly: 1 to 31.</summary>
    public string Day { get; init; } = "mon";

    public string Cron { get; init; } = "";

    public string Zone { get; init; } = "UTC";

    public string Languages { get; init; } = "";

    public string Sources { get; init; } = "";

    public string Note { get; init; } = "";

    /// <summary>Days of the past to be told too; 0 for none.</summary>
    public int Past { get; init; }

    /// <summary>Quiet hours of an immediate alert, HH:MM; both empty for none.</summary>
    public string QuietFrom { get; init; } = "";

    public string QuietTo { get; init; } = "";

    /// <summary>Not on the form yet, and kept as it is by an edit.</summary>
    public bool OtherSpellings { get; init; }

    public bool TellAgain { get; init; }

    public bool FoldDuplicates { get; init; } = true;

    public bool Discreet { get; init; }

    public bool Heartbeat { get; init; }

    /// <summary>The people are asked first, although the operator names them.</summary>
    public bool AskConsent { get; init; }

    public static AlertForm From(IFormCollection form) => new()
    {
        Name = Text(form, "name"),
        Query = form["query"].ToString(),
        To = Text(form, "to"),
        Rate = Text(form, "rate"),
        At = Text(form, "at"),
        Day = Text(form, "day"),
        Cron = Text(form, "cron"),
        Zone = Text(form, "zone"),
        Languages = Text(form, "languages"),
        Sources = Text(form, "sources"),
        Note = Text(form, "note"),
        Past = int.TryParse(Text(form, "past"), NumberStyles.None, CultureInfo.InvariantCulture, out var past) ? Math.Min(past, 365) : 0,
        QuietFrom = Text(form, "quiet_from"),
        QuietTo = Text(form, "quiet_to"),
        OtherSpellings = form.ContainsKey("other_spellings"),
        TellAgain = form.ContainsKey("tell_again"),
        FoldDuplicates = form.ContainsKey("fold"),
        Discreet = form.ContainsKey("discreet"),
        Heartbeat = form.ContainsKey("heartbeat"),
        AskConsent = form.ContainsKey("ask_consent"),
    };

    public static AlertForm From(Alert alert, IEnumerable<string> people)
    {
        var words = alert.Rate.Split(' ', 2);
        var rest = words.Length > 1 ? words[1] : "";
        return new AlertForm
        {
            Name = alert.Name,
            Query = alert.Query,
            To = string.Join(", ", people),
            Rate = words[0] == "weekdays" && !rest.StartsWith(WorkDays, StringComparison.Ordinal) ? "weekly" : words[0],
            At = rest.Split(' ').FirstOrDefault(word => word.Contains(':', StringComparison.Ordinal)) ?? "07:00",
            Day = rest.Split(' ').FirstOrDefault(word => word.Length > 0 && !word.Contains(':', StringComparison.Ordinal)) ?? "mon",
            Cron = words[0] == "cron" ? rest : "",
            Zone = alert.Zone,
            Languages = string.Join(", ", alert.Filters.Languages),
            Sources = string.Join(", ", alert.Filters.Sources),
            Note = alert.Note ?? "",
            QuietFrom = Time(alert.QuietFrom),
            QuietTo = Time(alert.QuietTo),
            OtherSpellings = alert.OtherSpellings,
            TellAgain = alert.TellAgain,
            FoldDuplicates = alert.FoldDuplicates,
            Discreet = alert.Discreet,
            Heartbeat = alert.Heartbeat,
        };
    }

    /// <summary>The rate in the scheduler's words.</summary>
    public string RateText => Rate switch
    {
        "daily" => $"daily {At}",
        "weekdays" => $"weekdays {WorkDays} {At}",
        "weekly" => $"weekly {Day} {At}",
        "monthly" => $"monthly {MonthDay} {At}",
        "cron" => $"cron {Cron}",
        _ => Rate,
    };

    public AlertFilters Filters => new() { Languages = Items(Languages), Sources = Items(Sources) };

    /// <summary>What the form asks for. The operator's addresses are confirmed unless the form says otherwise; an owner's people are always asked.</summary>
    public AlertRequest ToRequest(bool isOperator) => new()
    {
        Name = Name.Length > 0 ? Name : NameOf(Query),
        Query = Query,
        Filters = Filters,
        Note = Note,
        Rate = RateText,
        Zone = Zone,
        To = Items(To),
        Operator = isOperator,
        AskConsent = AskConsent,
        PastDays = Past,
        QuietFrom = QuietFrom,
        QuietTo = QuietTo,
        OtherSpellings = OtherSpellings,
        FoldDuplicates = FoldDuplicates,
        TellAgain = TellAgain,
        Heartbeat = Heartbeat,
        Discreet = Discreet,
    };

    /// <summary>The name of an alert that was given none: its query's beginning, no letter cut in two.</summary>
    public static string NameOf(string query)
    {
        var length = Math.Min(query.Length, LongestGivenName);
        return query.Length > length && char.IsHighSurrogate(query[length - 1]) ? query[..(length - 1)] : query[..length];
    }

    private string MonthDay => int.TryParse(Day, NumberStyles.None, CultureInfo.InvariantCulture, out var day) ? day.ToString(CultureInfo.InvariantCulture) : "1";

    /// <summary>True when a field is set that most alerts leave alone.</summary>
    public bool HasRareSettings =>
        Rate is "weekly" or "monthly" or "cron" || Languages.Length > 0 || Sources.Length > 0 || Note.Length > 0 || Past > 0 || QuietFrom.Length > 0 || TellAgain || !FoldDuplicates || Discreet || Heartbeat;

    private static string Time(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "";

    private static string Text(IFormCollection form, string name) => form[name].ToString().Trim();

    private static string[] Items(string list) => list.Split([',', ';', '،'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
