using System.Runtime.InteropServices;

namespace Search.Lucene.Codecs.Norms;

/// <summary>A field's norms as the metadata state them. Offset: of the norms, or the one norm itself when the width is 0.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NormsEntry(long DocsOffset, long DocsLength, int RankPower, int DocCount, int Width, long Offset);
