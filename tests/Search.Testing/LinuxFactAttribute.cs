using Xunit;

namespace Search.Testing;

/// <summary>A test of what the program does on Linux only; skipped visibly elsewhere.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "needs Linux";
    }
}
