using Search.Lucene.Store;

namespace Search.Lucene.Tests.Numerics;

/// <summary>What a writer of blocks makes of a file in memory.</summary>
internal static class BlockBytes
{
    public static byte[] Of(Action<IndexOutput> write)
    {
        using var directory = new MemoryDirectory();
        using (var output = directory.CreateOutput("block"))
            write(output);
        using var file = directory.OpenInput("block");
        return file.Slice(0, (int)file.Length).ToArray();
    }
}
