namespace Search.Testing;

/// <summary>Small indexes that real Lucene 8.8.1 wrote, kept in the repository (Golden/MakeGolden.java made them).</summary>
public static class GoldenIndex
{
    /// <summary>Three documents in separate files; the second is deleted.</summary>
    public static string Plain => Folder("plain");

    /// <summary>The same three documents in a compound file, nothing deleted.</summary>
    public static string Compound => Folder("compound");

    private static string Folder(string name) => Path.Combine(Shared.RepositoryRoot, "tests", "Search.Testing", "Golden", name);
}
