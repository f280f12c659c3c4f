using Search.Testing;

namespace Search.Cli.Tests.Faults;

/// <summary>A mail server's bad days: one mail in eight meets some trouble. Thread-safe.</summary>
internal sealed class TroubleMaker(int seed)
{
    private static readonly SinkTrouble[] Kinds = Enum.GetValues<SinkTrouble>();

    private readonly Random _random = new(seed);

    public SinkTrouble Next()
    {
        lock (_random)
            return _random.Next(8) == 0 ? Kinds[_random.Next(Kinds.Length)] : SinkTrouble.None;
    }
}
