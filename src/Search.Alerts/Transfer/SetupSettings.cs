namespace Search.Alerts.Transfer;

/// <summary>
/// Which of the database's named texts are settings: those with a section, such as <c>Articles:KeepDays</c>. The others are marks of the
/// program's own, and those that sound like a secret never leave.
/// </summary>
internal static class SetupSettings
{
    private const int LongestName = 100;
    private static readonly string[] Secrets = ["password", "secret", "token", "key"];

    public static bool IsSetting(string name) =>
        name.Length <= LongestName
        && name.Contains(':', StringComparison.Ordinal)
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c == ':')
        && !Secrets.Any(secret => name.EndsWith(secret, StringComparison.OrdinalIgnoreCase) || name.Contains(secret + ":", StringComparison.OrdinalIgnoreCase));
}
