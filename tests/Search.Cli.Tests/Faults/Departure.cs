namespace Search.Cli.Tests.Faults;

/// <summary>A person who stops one alert, or everything.</summary>
internal sealed class Departure(string address, string? alert, string token)
{
    public string Address { get; } = address;

    /// <summary>Null: everything.</summary>
    public string? Alert { get; } = alert;

    public string Token { get; } = token;

    /// <summary>When the page had answered 200, as <see cref="TimeProvider.GetTimestamp"/>; null as long as it has not.</summary>
    public long? Confirmed { get; set; }

    /// <summary>True when this may keep a match of <paramref name="ofAlert"/> from being told.</summary>
    public bool Covers(string person, string ofAlert) => Address == person && (Alert is null || Alert == ofAlert);
}
