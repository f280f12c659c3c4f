using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Search.Lucene.Numerics;

/// <summary>Asks for memory that is read soon, where the processor can be asked; changes nothing but the time that the read takes.</summary>
internal static class Prefetch
{
    /// <summary>The cache line in which <paramref name="item"/> begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Read<T>(ref T item)
        where T : unmanaged
    {
        // A collection may move the item in between: then another line is fetched.
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref item));
    }
}
