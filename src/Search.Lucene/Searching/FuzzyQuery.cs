using System.Text;
using Search.Lucene.Automata;

namespace Search.Lucene.Searching;

/// <summary>
/// Documents with a term that few edits part from a word. As in Lucene 8 it stands for the terms next to the word, scored as if all
/// were as frequent as the most frequent of them, the nearer the higher.
/// </summary>
/// <remarks>
/// Nearness is 1 for the word itself, else 1 minus the edits over the length of the shorter of word and term, in code points; of equally
/// near terms the first in order count. With <see cref="Unlimited"/> expansions every term counts, and the
/// <see cref="MostScored"/> nearest ones score.
/// </remarks>
public sealed class FuzzyQuery : AutomatonQuery
{
    /// <summary>The most edits there can be.</summary>
    public const int MaxEditsSupported = 2;

    /// <summary>Expansions unless asked otherwise, as in Lucene.</summary>
    public const int DefaultExpansions = 50;

    /// <summary>No limit of expansions.</summary>
    public const int Unlimited = int.MaxValue;

    /// <summary>The most terms that score, where expansions are not limited.</summary>
    public const int MostScored = 1_024;

    /// <param name="field">The field.</param>
    /// <param name="term">The word.</param>
    /// <param name="maxEdits">0 to 2.</param>
    /// <param name="prefixLength">Code points at the beginning that must be equal.</param>
    /// <param name="maxExpansions">The most terms that it may stand for, 1 or more; or <see cref="Unlimited"/>.</param>
    /// <param name="transpositions">Exchanging two neighbours is one edit, not two.</param>
    /// <exception cref="PatternTooComplexException">The word is too long.</exception>
    public FuzzyQuery(
        string field, string term, int maxEdits = MaxEditsSupported, int prefixLength = 0, int maxExpansions = DefaultExpansions, bool transpositions = true)
        : this(field, term, Checked(maxEdits, prefixLength, maxExpansions), Compile(term, maxEdits, prefixLength, transpositions)) =>
        Transpositions = transpositions;

    private FuzzyQuery(string field, string term, (int Edits, int Prefix, int Expansions) limits, ByteAutomaton automaton)
        : base(field, automaton)
    {
        Term = term;
        (MaxEdits, PrefixLength, MaxExpansions) = limits;
    }

    public string Term { get; }

    public int MaxEdits { get; }

    public int PrefixLength { get; }

    public int MaxExpansions { get; }

    public bool Transpositions { get; private init; }

    /// <summary>Code points of <see cref="Term"/>.</summary>
    internal int TermLength => Term.EnumerateRunes().Count();

    /// <summary>The same in another field, without compiling it again.</summary>
    public FuzzyQuery InField(string field) => new(field, Term, (MaxEdits, PrefixLength, MaxExpansions), Automaton) { Transpositions = Transpositions };

    /// <summary>
    /// One more piece of the word than there may be edits, so that one of them stays whole; a letter apart where neighbours may be exchanged,
    /// since that edit touches two. Behind a fixed beginning, that beginning.
    /// </summary>
    public override IReadOnlyList<byte[]> RequiredPieces()
    {
        var letters = Term.EnumerateRunes().ToArray();
        if (PrefixLength > 0)
            return [Utf8(letters.AsSpan(0, Math.Min(PrefixLength, letters.Length)))];
        var apart = Transpositions ? 1 : 0;
        var room = letters.Length - (MaxEdits * apart);
        if (room <= MaxEdits)
            return [];
        var pieces = new List<byte[]>();
        for (int i = 0, from = 0; i <= MaxEdits; i++)
        {
            var to = from + ((room * (i + 1) / (MaxEdits + 1)) - (room * i / (MaxEdits + 1)));
            pieces.Add(Utf8(letters.AsSpan(from, to - from)));
            from = to + apart;
        }
        return pieces;
    }

    /// <summary>The same for every term near the word, without compiling it again.</summary>
    public FuzzyQuery WithoutLimit() => MaxExpansions == Unlimited
        ? this
        : new(Field, Term, (MaxEdits, PrefixLength, Unlimited), Automaton) { Transpositions = Transpositions };

    public override string ToString() => $"{Field}:{Term}~{MaxEdits}";

    internal override Query Expand(SearchContext context, bool needsScores)
    {
        if (MaxExpansions == Unlimited && !needsScores)
            return this;
        var nearest = new NearestTerms(this, Math.Min(MaxExpansions, MaxExpansions == Unlimited ? MostScored : MaxExpansions));
        nearest.Collect(context);
        var clauses = nearest.Queries().Select(query => new BooleanClause(query, Occur.Should));
        return MaxExpansions == Unlimited && nearest.LeftSomeOut
            ? BooleanQuery.Of([.. clauses, new BooleanClause(new BoostQuery(new ConstantScoreQuery(this), 0f), Occur.Should)])
            : BooleanQuery.Of(clauses);
    }

    private protected override bool SameAs(Query other) =>
        other is FuzzyQuery that && that.Field == Field && that.Term == Term && that.MaxEdits == MaxEdits
        && that.PrefixLength == PrefixLength && that.MaxExpansions == MaxExpansions && that.Transpositions == Transpositions;

    private protected override int ComputeHash() =>
        HashCode.Combine(nameof(FuzzyQuery), Field, Term, MaxEdits, PrefixLength, MaxExpansions, Transpositions);

    private static byte[] Utf8(ReadOnlySpan<Rune> letters)
    {
        var bytes = new List<byte>();
        Span<byte> one = stackalloc byte[4];
        foreach (var letter in letters)
            bytes.AddRange(one[..letter.EncodeToUtf8(one)]);
        return [.. bytes];
    }

    private static (int Edits, int Prefix, int Expansions) Checked(int maxEdits, int prefixLength, int maxExpansions)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxEdits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxEdits, MaxEditsSupported);
        ArgumentOutOfRangeException.ThrowIfNegative(prefixLength);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxExpansions);
        return (maxEdits, prefixLength, maxExpansions);
    }

    /// <summary>A prefix as long as the word leaves nothing to edit, not even at its end, as in Lucene.</summary>
    private static ByteAutomaton Compile(string term, int maxEdits, int prefixLength, bool transpositions) =>
        ByteAutomatonBuilder.Build(LevenshteinAutomaton.Compile(term, prefixLength >= term.Length ? 0 : maxEdits, prefixLength, transpositions));
}
