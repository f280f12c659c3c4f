using System.Runtime.InteropServices;

namespace Search.Lucene.Codecs.Packed;

/// <summary>Metadata of one block: the line's minimum and slope, where the packed differences lie, and their width (0: none).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MonotonicBlock(long Min, float Slope, long Offset, byte Bits);
