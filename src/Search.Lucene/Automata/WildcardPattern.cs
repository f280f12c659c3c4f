using System.Text;

namespace Search.Lucene.Automata;

/// <summary>Reads wildcards as Lucene 8's WildcardQuery does: <c>*</c> any text, <c>?</c> any character, a backslash makes the next one ordinary.</summary>
internal static class WildcardPattern
{
    public static CodePointAutomaton Compile(string pattern)
    {
        var nodes = new PatternNodes();
        return PatternCompiler.Compile(Parse(pattern, nodes), nodes);
    }

    public static PatternNode Parse(string pattern, PatternNodes nodes)
    {
        var node = nodes.Empty;
        foreach (var part in Parts(pattern, nodes).Reverse())
            node = nodes.Concatenation(part, node);
        return node;
    }

    private static IEnumerable<PatternNode> Parts(string pattern, PatternNodes nodes)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '*')
                yield return nodes.AnyText;
            else if (pattern[i] == '?')
                yield return nodes.Set(CodePointSet.All);
            else
            {
                i += pattern[i] == '\\' && i + 1 < pattern.Length ? 1 : 0;
                var length = Rune.TryGetRuneAt(pattern, i, out var rune) ? rune.Utf16SequenceLength : 1;
                yield return nodes.Set(CodePointSet.Of(length == 1 ? pattern[i] : rune.Value));
                i += length - 1;
            }
        }
    }
}
