using Search.Lucene.Automata;

namespace Search.Lucene.Searching;

/// <summary>Documents with a term that a regular expression (<see cref="RegExp"/>) describes as a whole, each with the score 1 (times boosts).</summary>
public sealed class RegexpQuery : AutomatonQuery
{
    // Found once: the text of a folded expression need not be one that can be parsed again.
    private readonly IReadOnlyList<byte[]> _pieces;

    /// <summary>Parses and compiles <paramref name="pattern"/>.</summary>
    /// <exception cref="PatternSyntaxException">It is no regular expression.</exception>
    /// <exception cref="PatternTooComplexException">It needs too many states.</exception>
    public RegexpQuery(string field, string pattern)
        : this(field, pattern, RegExp.Parse(pattern))
    {
    }

    /// <summary>Compiles an expression that was parsed.</summary>
    /// <exception cref="PatternTooComplexException">It needs too many states.</exception>
    public RegexpQuery(string field, RegExp expression)
        : this(field, expression.ToString(), expression)
    {
    }

    private RegexpQuery(string field, string pattern, RegExp expression)
        : this(field, pattern, ByteAutomatonBuilder.Build(expression.Compile()), expression.RequiredPieces())
    {
    }

    private RegexpQuery(string field, string pattern, ByteAutomaton automaton, IReadOnlyList<byte[]> pieces)
        : base(field, automaton)
    {
        Pattern = pattern;
        _pieces = pieces;
    }

    public string Pattern { get; }

    /// <summary>The same in another field, without compiling it again.</summary>
    public RegexpQuery InField(string field) => new(field, Pattern, Automaton, _pieces);

    public override IReadOnlyList<byte[]> RequiredPieces() => _pieces;

    public override string ToString() => $"{Field}:/{Pattern}/";

    private protected override bool SameAs(Query other) => other is RegexpQuery that && that.Field == Field && that.Pattern == Pattern;

    private protected override int ComputeHash() => HashCode.Combine(nameof(RegexpQuery), Field, Pattern);
}
