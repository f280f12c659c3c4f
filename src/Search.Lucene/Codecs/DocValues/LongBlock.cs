using System.Runtime.InteropServices;
using Search.Lucene.Codecs.Packed;

namespace Search.Lucene.Codecs.DocValues;

/// <summary>A block of numbers with a minimum and a bit width of its own.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LongBlock(long Min, PackedReader Values);
