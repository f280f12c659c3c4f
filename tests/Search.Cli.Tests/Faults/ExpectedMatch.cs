namespace Search.Cli.Tests.Faults;

/// <summary>A match that must be recorded, once. Articles are named by their titles, which are unique.</summary>
internal sealed record ExpectedMatch(string Alert, string Title, int Revision);
