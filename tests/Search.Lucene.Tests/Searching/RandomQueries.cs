using Search.Lucene.Searching;

namespace Search.Lucene.Tests.Searching;

/// <summary>Random query trees over a <see cref="TestIndex"/>.</summary>
internal sealed class RandomQueries(Random random, bool sloppy)
{
    private static readonly float[] Boosts = [0f, 0.5f, 1f, 2f, 3.3f];

    private static readonly string[] Wildcards = ["*", "w?", "?a", "*b", "w*", "??", "z*", "w[a", "*t"];
    private static readonly string[] Expressions = ["w[a-d]", "(wa|wb|wz)", "~(wa)", ".c", "@", "w.&~(.[a-m])", "#", "w[^a]"];

    public Query Next(int depth = 3) => random.Next(0, depth > 0 ? 18 : 8) switch
    {
        <= 3 => Term(),
        4 => Phrase(),
        5 => random.Next(0, 2) == 0 ? MultiTerm() : MultiPhrase(),
        6 => random.Next(0, 2) == 0 ? new LongRangeQuery("number", random.Next(-60, 20), random.Next(-20, 60)) : new DocValuesRangeQuery("number", random.Next(-60, 20), random.Next(-20, 60)),
        7 => random.Next(0, 3) switch { 0 => new MatchAllQuery(), 1 => new TermQuery("tag", "t" + random.Next(0, 6)), _ => new TermInSetQuery("tag", ["t1", "t3", "none"]) },
        8 => new BoostQuery(Next(depth - 1), Boosts[random.Next(Boosts.Length)]),
        9 => new ConstantScoreQuery(Next(depth - 1)),
        10 or 11 => new DisjunctionMaxQuery(Many(depth), random.Next(0, 3) switch { 0 => 0f, 1 => 0.1f, _ => 1f }),
        12 => BooleanQuery.All(Many(depth)),
        13 or 14 => BooleanQuery.Any(Many(depth)),
        _ => Boolean(depth),
    };

    /// <summary>One to three words, each of which counts by the best of several places, now and then with something to leave out or to add.</summary>
    public Query NextOfPlaces()
    {
        var builder = new BooleanQuery.Builder();
        for (var i = random.Next(1, 4); i > 0; i--)
            builder.Add(OfPlaces(), random.Next(0, 5) == 0 ? Occur.Should : Occur.Must);
        if (random.Next(0, 4) == 0)
            builder.Add(OfPlaces(), Occur.MustNot);
        if (random.Next(0, 4) == 0)
            builder.Add(BooleanQuery.Any([Term(), Term()]), Occur.Must);
        return builder.Build();
    }

    /// <summary>Two to five words, all of them or any.</summary>
    public BooleanQuery NextOfTerms()
    {
        Query[] terms = [.. Enumerable.Range(0, random.Next(2, 6)).Select(_ => random.Next(0, 3) == 0 ? new BoostQuery(Term(), Boosts[random.Next(Boosts.Length)]) : (Query)Term())];
        return random.Next(0, 2) == 0 ? BooleanQuery.All(terms) : BooleanQuery.Any(terms);
    }

    /// <summary>Any of one or two words and of some that must all occur together, which weigh little, now and then without another or with more.</summary>
    public BooleanQuery NextOfTermsWithinAny()
    {
        var all = new BooleanQuery.Builder();
        for (var i = random.Next(2, 4); i > 0; i--)
            all.Add(Term(), Occur.Must);
        if (random.Next(0, 2) == 0)
            all.Add(Term(), random.Next(0, 2) == 0 ? Occur.MustNot : Occur.Should);
        Query[] any = [new BoostQuery(all.Build(), random.Next(0, 2) == 0 ? 0.1f : 1f), .. Enumerable.Range(0, random.Next(1, 3)).Select(_ => (Query)Term())];
        return random.Next(0, 4) == 0 ? BooleanQuery.All([BooleanQuery.Any(any), Term()]) : BooleanQuery.Any(any);
    }

    private DisjunctionMaxQuery OfPlaces() =>
        new([.. Enumerable.Range(0, random.Next(2, 6)).Select(_ => random.Next(0, 6) == 0 ? Phrase() : (Query)new BoostQuery(Term(), Boosts[random.Next(Boosts.Length)]))], random.Next(0, 2) == 0 ? 0.3f : 0f);

    private TermQuery Term() => new("body", random.Next(0, 30) == 0 ? "absent" : TestIndex.Word(random));

    private MultiTermQuery MultiTerm() => random.Next(0, 6) switch
    {
        0 => new PrefixQuery("body", random.Next(0, 2) == 0 ? "w" : TestIndex.Word(random)),
        1 => new WildcardQuery("body", Wildcards[random.Next(Wildcards.Length)]),
        2 => new RegexpQuery("body", Expressions[random.Next(Expressions.Length)]),
        3 => new TermRangeQuery("body", End(), End(), random.Next(0, 2) == 0, random.Next(0, 2) == 0),
        _ => new FuzzyQuery(
            "body", random.Next(0, 5) == 0 ? "wz" : TestIndex.Word(random), random.Next(0, 3), random.Next(0, 3) == 0 ? 1 : 0,
            random.Next(0, 3) switch { 0 => FuzzyQuery.DefaultExpansions, 1 => FuzzyQuery.Unlimited, _ => random.Next(1, 25) }),
    };

    private TermBytes? End() => random.Next(0, 4) == 0 ? (TermBytes?)null : new TermBytes(TestIndex.Word(random));

    private PhraseQuery Phrase()
    {
        var terms = Enumerable.Range(0, random.Next(1, 4)).Select(_ => (TermBytes)TestIndex.Word(random)).ToArray();
        var at = random.Next(0, 2);
        var positions = terms.Select(_ => at += random.Next(0, 5) == 0 ? 2 : 1).ToArray();
        return new PhraseQuery("body", terms, positions, sloppy ? random.Next(0, 5) : 0);
    }

    private MultiPhraseQuery MultiPhrase() =>
        new("body", Enumerable.Range(0, random.Next(1, 4)).Select(_ => Enumerable.Range(0, random.Next(1, 3)).Select(_ => (TermBytes)TestIndex.Word(random)).Distinct().ToArray()),
            slop: sloppy ? random.Next(0, 4) : 0);

    private Query[] Many(int depth) => [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Next(depth - 1))];

    private BooleanQuery Boolean(int depth)
    {
        var builder = new BooleanQuery.Builder();
        for (var i = random.Next(1, 6); i > 0; i--)
            builder.Add(Next(depth - 1), (Occur)random.Next(0, 4));
        builder.MinimumShouldMatch = random.Next(0, 3) == 0 ? random.Next(0, 4) : 0;
        return builder.Build();
    }
}
