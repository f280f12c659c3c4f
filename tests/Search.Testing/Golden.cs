using Xunit;

namespace Search.Testing;

/// <summary>
/// Compares what people see with a file of the repository. With SEARCH_UPDATE_GOLDEN=1 the files are written instead, to be looked at
/// and committed.
/// </summary>
public static class Golden
{
    /// <param name="file">Path from the repository's root.</param>
    /// <param name="actual">Text with \n line ends.</param>
    public static void Equal(string file, string actual)
    {
        var path = Path.Combine(Shared.RepositoryRoot, file);
        if (Environment.GetEnvironmentVariable("SEARCH_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }
        Assert.True(File.Exists(path), $"{file} is missing; run once with SEARCH_UPDATE_GOLDEN=1");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
