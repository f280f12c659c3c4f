namespace Search.Cli;

/// <summary>What a command tells its caller.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>It did not do all that was asked; the reason is on standard error.</summary>
    public const int Failed = 1;

    /// <summary>The command line itself was wrong.</summary>
    public const int Usage = 2;
}
