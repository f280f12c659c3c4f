namespace Search.Benchmarks.Speed;

/// <summary>How <c>speed</c> measures.</summary>
/// <param name="Folder">Where everything is made.</param>
/// <param name="Runs">Processes of each side for each figure, of which the median counts.</param>
/// <param name="Warm">Rounds of queries in each process before the clock starts.</param>
/// <param name="Articles">About how many the large index holds.</param>
/// <param name="Multiplied">Size of the multiplied corpus, megabytes.</param>
internal sealed record SpeedSettings(string Folder, int Runs, int Warm, int Articles, int Multiplied)
{
    public string File(string name) => Path.Combine(Folder, name);
}
