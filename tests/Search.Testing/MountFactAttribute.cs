using Xunit;

namespace Search.Testing;

/// <summary>A test that needs a <see cref="TinyDisk"/>; skipped where none can be mounted.</summary>
public sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute()
    {
        if (!TinyDisk.IsPossible)
            Skip = "needs the right to mount a file system";
    }
}
