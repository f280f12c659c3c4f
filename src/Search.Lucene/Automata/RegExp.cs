namespace Search.Lucene.Automata;

/// <summary>
/// A regular expression of Lucene 8's syntax with all optional operators: <c>. ? * + {n,m} | ( ) [ ] [^ ]</c>, <c>~</c> complement,
/// <c>&amp;</c> intersection, <c>@</c> any text, <c>#</c> nothing, <c>"literal"</c>, <c>&lt;n-m&gt;</c> numbers. It stands for whole terms. Immutable.
/// </summary>
public sealed class RegExp
{
    private readonly PatternNodes _nodes;
    private readonly PatternNode _root;

    private RegExp(PatternNodes nodes, PatternNode root)
    {
        _nodes = nodes;
        _root = root;
    }

    /// <summary>What it has cost so far to parse, fold and compile it, in small steps: a measure of time, where states are one of memory.</summary>
    public int Steps => _nodes.Steps;

    /// <exception cref="PatternSyntaxException">The text is no regular expression.</exception>
    /// <exception cref="PatternTooComplexException">It is too long a piece of work.</exception>
    public static RegExp Parse(string text)
    {
        var nodes = new PatternNodes();
        return new RegExp(nodes, RegExpParser.Parse(text, nodes));
    }

    /// <summary>
    /// The same expression with its characters replaced as terms were when they were indexed: a single character by what
    /// <paramref name="fold"/> makes of it (which may be empty); a set of several grows by what its members become.
    /// </summary>
    public RegExp Fold(Func<string, string> fold) => new(_nodes, new PatternFolding(_nodes, fold).Fold(_root));

    /// <summary>As an expression that parses to an equal one.</summary>
    public override string ToString() => _root.ToString();

    /// <inheritdoc cref="RequiredLiterals"/>
    internal IReadOnlyList<byte[]> RequiredPieces() => RequiredLiterals.Of(_root);

    internal CodePointAutomaton Compile() => PatternCompiler.Compile(_root, _nodes);
}
