using Search.Lucene.Automata;

namespace Search.Lucene.Searching;

/// <summary>
/// Documents with a term of a pattern: <c>*</c> stands for any text, <c>?</c> for any one code point, a backslash makes the next
/// character ordinary. Each with the score 1 (times boosts).
/// </summary>
public sealed class WildcardQuery : AutomatonQuery
{
    /// <summary>Compiles <paramref name="pattern"/>.</summary>
    /// <exception cref="PatternTooComplexException">It needs too many states: many <c>?</c> after a <c>*</c>.</exception>
    public WildcardQuery(string field, string pattern)
        : this(field, pattern, ByteAutomatonBuilder.Build(WildcardPattern.Compile(pattern)))
    {
    }

    private WildcardQuery(string field, string pattern, ByteAutomaton automaton)
        : base(field, automaton) => Pattern = pattern;

    public string Pattern { get; }

    /// <summary>The same in another field, without compiling it again.</summary>
    public WildcardQuery InField(string field) => new(field, Pattern, Automaton);

    public override IReadOnlyList<byte[]> RequiredPieces() => RequiredLiterals.Of(WildcardPattern.Parse(Pattern, new PatternNodes()));

    public override string ToString() => $"{Field}:{Pattern}";

    private protected override bool SameAs(Query other) => other is WildcardQuery that && that.Field == Field && that.Pattern == Pattern;

    private protected override int ComputeHash() => HashCode.Combine(nameof(WildcardQuery), Field, Pattern);
}
