using Search.Lucene.Automata;

namespace Search.Lucene.Searching;

/// <summary>Documents with a term that a regular expression (<see cref="RegExp"/>) describes as a whole, each with the score 1 (times boosts).</summary>
public sealed class RegexpQuery : AutomatonQuery
{
    /// <summary>Parses and compiles <paramref name="pattern"/>.</summary>
    /// <exception cref="PatternSyntaxException">It is no regular expression.</exception>
    /// <exception cref="PatternTooComplexException">It needs too many states.</exception>
    public RegexpQuery(string field, string pattern)
        : this(field, pattern, ByteAutomatonBuilder.Build(RegExp.Parse(pattern).Compile()))
    {
    }

    /// <summary>Compiles an expression that was parsed.</summary>
    /// <exception cref="PatternTooComplexException">It needs too many states.</exception>
    public RegexpQuery(string field, RegExp expression)
        : this(field, expression.ToString(), ByteAutomatonBuilder.Build(expression.Compile()))
    {
    }

    private RegexpQuery(string field, string pattern, ByteAutomaton automaton)
        : base(field, automaton) => Pattern = pattern;

    public string Pattern { get; }

    /// <summary>The same in another field, without compiling it again.</summary>
    public RegexpQuery InField(string field) => new(field, Pattern, Automaton);

    public override IReadOnlyList<byte[]> RequiredPieces() => RegExp.Parse(Pattern).RequiredPieces();

    public override string ToString() => $"{Field}:/{Pattern}/";

    private protected override bool SameAs(Query other) => other is RegexpQuery that && that.Field == Field && that.Pattern == Pattern;

    private protected override int ComputeHash() => HashCode.Combine(nameof(RegexpQuery), Field, Pattern);
}
