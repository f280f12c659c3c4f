using Search.Data;

namespace Search.Testing;

/// <summary>A new database in a folder of its own, with a clock that the test moves.</summary>
public sealed class TemporaryDatabase : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TemporaryDatabase()
    {
        FilePath = _folder.File("search.db");
        Database = Database.Open(FilePath, Time);
    }

    public ManualTime Time { get; } = new();

    public Database Database { get; }

    public string FilePath { get; }

    public void Dispose()
    {
        Database.Dispose();
        _folder.Dispose();
    }
}
