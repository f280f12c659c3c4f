using System.Globalization;
using System.Text;

namespace Search.Lucene.Automata;

/// <summary>
/// A pattern: a set of texts, built of smaller ones. Made by <see cref="PatternNodes"/> only, which never makes two that are built
/// alike, so that they are compared by reference. Immutable.
/// </summary>
internal sealed class PatternNode
{
    /// <summary>No greatest number of times.</summary>
    public const int Unlimited = -1;

    public required PatternKind Kind { get; init; }

    /// <summary>In the order in which they were made.</summary>
    public required int Id { get; init; }

    /// <summary>The empty text belongs to it.</summary>
    public required bool AcceptsEmpty { get; init; }

    /// <summary>Of unions and intersections ascending by <see cref="Id"/>, each once.</summary>
    public PatternNode[] Parts { get; init; } = [];

    public CodePointSet Set { get; init; } = CodePointSet.None;

    public int Least { get; init; }

    /// <summary>Or <see cref="Unlimited"/>.</summary>
    public int Greatest { get; init; }

    /// <summary>
    /// Of a concatenation: the longest end of it, not itself, that begins with any text. What ends so is part of what that end alone accepts. Null where there is none.
    /// </summary>
    public PatternNode? EndFromAnyText { get; init; }

    /// <summary>In the syntax of <see cref="RegExp"/>.</summary>
    public override string ToString() => Kind switch
    {
        PatternKind.Nothing => "#",
        PatternKind.Empty => "()",
        PatternKind.Set => Set.ToString(),
        PatternKind.Concatenation => Row(),
        PatternKind.Union => string.Join('|', Parts.Select(Grouped)),
        PatternKind.Intersection => string.Join('&', Parts.Select(Grouped)),
        PatternKind.Complement => $"~{Grouped(Parts[0])}",
        _ => Grouped(Parts[0]) + Times(),
    };

    /// <summary>In a loop, not in depth: a row may be long.</summary>
    private string Row()
    {
        var text = new StringBuilder();
        var rest = this;
        for (; rest.Kind == PatternKind.Concatenation; rest = rest.Parts[1])
            text.Append(Grouped(rest.Parts[0]));
        return text.Append(Grouped(rest)).ToString();
    }

    private string Times() => (Least, Greatest) switch
    {
        (0, Unlimited) => "*",
        (1, Unlimited) => "+",
        (0, 1) => "?",
        (_, Unlimited) => string.Create(CultureInfo.InvariantCulture, $"{{{Least},}}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{{{Least},{Greatest}}}"),
    };

    private string Grouped(PatternNode part) =>
        part.Kind is PatternKind.Nothing or PatternKind.Empty or PatternKind.Set || (part.Kind == PatternKind.Concatenation && Kind == PatternKind.Concatenation)
            ? part.ToString()
            : $"({part})";
}
