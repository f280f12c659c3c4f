using System.Runtime.InteropServices;

namespace Search.Lucene.Numerics;

/// <summary>
/// Owns bytes outside the collected heap, which neither clears nor moves nor counts them; undefined at first. Freed by disposal, or with the last reference
/// to this. On Linux what is large lies in pages of 2 MB, where the system has them: it is mapped in few steps, and found in few when it is read at random.
/// </summary>
internal sealed unsafe partial class NativeMemoryOwner : SafeHandle
{
    private const nuint PageBytes = 2 * 1024 * 1024;
    private const nuint CacheLineBytes = 64;

    // MADV_HUGEPAGE of Linux.
    private const int HugePages = 14;

    /// <param name="bytes">More than none; they begin a cache line.</param>
    /// <param name="large">False: in small pages in any case.</param>
    public NativeMemoryOwner(nuint bytes, bool large)
        : base(0, ownsHandle: true)
    {
        var isLarge = large && bytes >= PageBytes;
        SetHandle((nint)NativeMemory.AlignedAlloc(bytes, isLarge ? PageBytes : CacheLineBytes));
        // Advice: where it is not taken, the memory is as good with small pages.
        if (isLarge && OperatingSystem.IsLinux())
            _ = Advise(handle, bytes, HugePages);
    }

    /// <summary>The first byte; 0 when it is freed.</summary>
    public nint Start => handle;

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        handle = 0;
        return true;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nint start, nuint bytes, int advice);
}
