using System.Text;

namespace Search.Lucene.Automata;

/// <summary>Replaces the characters of a pattern by what folding makes of them.</summary>
internal sealed class PatternFolding(PatternNodes nodes, Func<string, string> fold)
{
    /// <summary>Members of larger sets are not folded one by one: such a set is meant to be everything, or all but something.</summary>
    private const int MaxMembers = 4_096;

    /// <summary>Folding a character costs as much as so many steps of compiling.</summary>
    private const int WorkOfAnImage = 40;

    private readonly Dictionary<PatternNode, PatternNode> _folded = [];

    public PatternNode Fold(PatternNode node)
    {
        if (!_folded.TryGetValue(node, out var folded))
            _folded.Add(node, folded = Make(node));
        return folded;
    }

    private PatternNode Make(PatternNode node) => node.Kind switch
    {
        PatternKind.Set => Set(node),
        PatternKind.Concatenation => Row(node),
        PatternKind.Union => nodes.Union(node.Parts.Select(Fold)),
        PatternKind.Intersection => nodes.Intersection(node.Parts.Select(Fold)),
        PatternKind.Complement => nodes.Complement(Fold(node.Parts[0])),
        PatternKind.Repetition => nodes.Repetition(Fold(node.Parts[0]), node.Least, node.Greatest),
        _ => node,
    };

    private PatternNode Row(PatternNode node)
    {
        var parts = new List<PatternNode>();
        for (; node.Kind == PatternKind.Concatenation; node = node.Parts[1])
            parts.Add(Fold(node.Parts[0]));
        var row = Fold(node);
        for (var i = parts.Count - 1; i >= 0; i--)
            row = nodes.Concatenation(parts[i], row);
        return row;
    }

    private PatternNode Set(PatternNode node)
    {
        var excluded = node.Set.Complement();
        if (Members(node.Set) is { } members)
        {
            var (letters, texts) = Images(members);
            return members is [_]
                ? nodes.Union(texts.Select(nodes.Literal).Append(nodes.Set(letters)))
                : nodes.Union(texts.Select(nodes.Literal).Append(nodes.Set(letters.Union(node.Set))));
        }
        return Members(excluded) is { } others ? nodes.Set(Images(others).Letters.Union(excluded).Complement()) : node;
    }

    /// <summary>What folding makes of characters: single ones, and texts of none or several.</summary>
    private (CodePointSet Letters, HashSet<string> Texts) Images(List<int> members)
    {
        nodes.Work(members.Count * WorkOfAnImage);
        var letters = new List<int>();
        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            var image = Rune.IsValid(member) ? fold(new Rune(member).ToString()) : null;
            if (image is null)
                letters.Add(member);
            else if (image.Length > 0 && Rune.TryGetRuneAt(image, 0, out var rune) && rune.Utf16SequenceLength == image.Length)
                letters.Add(rune.Value);
            else
                texts.Add(image);
        }
        return (CodePointSet.Of(letters), texts);
    }

    private static List<int>? Members(CodePointSet set)
    {
        var members = new List<int>();
        for (var i = 0; i < set.RangeCount; i++)
        {
            var (first, last) = set.RangeAt(i);
            if (last - first >= MaxMembers - members.Count)
                return null;
            members.AddRange(Enumerable.Range(first, last - first + 1));
        }
        return members;
    }
}
