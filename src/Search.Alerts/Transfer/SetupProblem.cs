namespace Search.Alerts.Transfer;

/// <summary>What is wrong, or worth knowing, in a file: the place, such as <c>alerts[2].query</c>, and a sentence for people.</summary>
public sealed record SetupProblem(string Place, string Message)
{
    public override string ToString() => Place.Length == 0 ? Message : $"{Place}: {Message}";
}
