namespace Search.Cli;

/// <summary>What a command tells its caller.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>It did not do all that was asked; the reason is on standard error.</summary>
    public const int Failed = 1;

    /// <summary>The command line itself was wrong.</summary>
    public const int Usage = 2;

    /// <summary>Try again later, to a mail server that pipes mail in (EX_TEMPFAIL of sysexits.h): it keeps the mail instead of returning it.</summary>
    public const int TryAgain = 75;
}
