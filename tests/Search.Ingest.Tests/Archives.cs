using System.Diagnostics;
using Search.Testing;

namespace Search.Ingest.Tests;

/// <summary>Unpacks a .tar.xz of the shared data, for which .NET has no reader, with the system's tar.</summary>
internal static class Archives
{
    public static void Unpack(string relative, string folder)
    {
        using var tar = Process.Start(new ProcessStartInfo("tar", ["xJf", Shared.PathOf(relative), "-C", folder]) { UseShellExecute = false })!;
        tar.WaitForExit();
        Assert.Equal(0, tar.ExitCode);
    }
}
