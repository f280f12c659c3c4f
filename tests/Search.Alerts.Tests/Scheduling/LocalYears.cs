namespace Search.Alerts.Tests.Scheduling;

/// <summary>
/// Every minute of some years with the local time that a zone shows in it, as a table: what the due times must be is read off the table,
/// day by day, and not computed from offsets as the program does.
/// </summary>
internal sealed class LocalYears
{
    private const int Day = 24 * 60;
    private const int Padding = 3 * Day;
    private const int NeverShown = -1;

    private readonly DateTime _origin;
    private readonly int[] _local;
    private readonly int[] _firstShown;

    public LocalYears(string zone, int firstYear, int lastYear)
    {
        FirstDay = new DateOnly(firstYear, 1, 1);
        LastDay = new DateOnly(lastYear, 12, 31);
        _origin = FirstDay.ToDateTime(TimeOnly.MinValue).AddMinutes(-Padding);
        var minutes = (int)(LastDay.ToDateTime(TimeOnly.MinValue) - _origin).TotalMinutes + Day + Padding;
        _local = Table(TimeZoneInfo.FindSystemTimeZoneById(zone), minutes);
        _firstShown = FirstShown(minutes);
    }

    public DateOnly FirstDay { get; }

    public DateOnly LastDay { get; }

    /// <summary>Days that the zone had; a zone that crosses the date line leaves one out.</summary>
    public IEnumerable<DateOnly> Days => AllDays.Where(IsShown);

    /// <summary>The first minutes in which the clock shows something else than a minute after the minute before.</summary>
    public IReadOnlyList<DateTimeOffset> Changes =>
        [.. Enumerable.Range(Padding, _local.Length - (2 * Padding)).Where(minute => _local[minute] != _local[minute - 1] + 1).Select(At)];

    /// <summary>All instants at which the clock shows a full hour.</summary>
    public IReadOnlyList<DateTimeOffset> FullHours =>
        [.. Enumerable.Range(0, _local.Length).Where(minute => _local[minute] % 60 == 0).Select(At).Where(IsInside)];

    /// <summary>A time of day on each of some days: when it is shown first, or what the old clock would show, had it gone on.</summary>
    public IReadOnlyList<DateTimeOffset> Due(TimeOnly at, Func<DateOnly, bool> on) => [.. AllDays.Where(on).Select(day => Due(day, at)).OfType<DateTimeOffset>()];

    /// <summary>The first minute from an instant on in which the time of day is none of these.</summary>
    public DateTimeOffset FirstOutside(DateTimeOffset instant, TimeOnly from, TimeOnly to)
    {
        var minute = (int)(instant.UtcDateTime - _origin).TotalMinutes;
        while (IsBetween(_local[minute], from, to))
            minute++;
        return At(minute);
    }

    /// <summary>Whether a day is the one of its month, or the last of a month that is shorter.</summary>
    public static bool IsMonthDay(DateOnly day, int wanted) => day.Day == wanted || (day.Day < wanted && day.AddDays(1).Day == 1);

    private IEnumerable<DateOnly> AllDays => Enumerable.Range(0, LastDay.DayNumber - FirstDay.DayNumber + 1).Select(FirstDay.AddDays);

    private bool IsInside(DateTimeOffset instant)
    {
        var day = DateOnly.FromDateTime(_origin.AddMinutes(_local[(int)(instant.UtcDateTime - _origin).TotalMinutes]));
        return day >= FirstDay && day <= LastDay;
    }

    private bool IsShown(DateOnly day)
    {
        var midnight = Number(day.ToDateTime(TimeOnly.MinValue));
        return Enumerable.Range(midnight, Day).Any(minute => _firstShown[minute] != NeverShown);
    }

    private DateTimeOffset? Due(DateOnly day, TimeOnly at)
    {
        if (!IsShown(day))
            return null;
        var wanted = Number(day.ToDateTime(at));
        var shown = wanted;
        while (_firstShown[shown] == NeverShown)
            shown--;
        return At(_firstShown[shown] + (wanted - shown));
    }

    private int Number(DateTime local) => (int)(local - _origin).TotalMinutes;

    private DateTimeOffset At(int minute) => new(_origin.AddMinutes(minute), TimeSpan.Zero);

    private static bool IsBetween(int local, TimeOnly from, TimeOnly to)
    {
        var time = local % Day;
        var (begin, end) = (from.Hour * 60 + from.Minute, to.Hour * 60 + to.Minute);
        return begin < end ? time >= begin && time < end : time >= begin || time < end;
    }

    /// <summary>Zones have changed their clocks on quarters of an hour since 2011.</summary>
    private int[] Table(TimeZoneInfo zone, int minutes)
    {
        var local = new int[minutes];
        var offset = 0;
        for (var minute = 0; minute < minutes; minute++)
        {
            if (minute % 15 == 0)
                offset = (int)zone.GetUtcOffset(At(minute)).TotalMinutes;
            local[minute] = minute + offset;
        }
        return local;
    }

    private int[] FirstShown(int minutes)
    {
        var first = new int[minutes + Day];
        Array.Fill(first, NeverShown);
        for (var minute = minutes - 1; minute >= 0; minute--)
        {
            if (_local[minute] >= 0)
                first[_local[minute]] = minute;
        }
        return first;
    }
}
