using Search.Lucene.Numerics;
using Search.Lucene.Searching;

namespace Search.Lucene.Tests.Searching;

/// <summary>
/// The searcher's oracle: looks at every document by itself, and scores by the textbook, rounding to float where Lucene does. Knows no
/// sloppy phrases. A string field has one term a document and no norms.
/// </summary>
internal sealed class NaiveSearch(IReadOnlyList<TestDocument[]> segments)
{
    private readonly Dictionary<string, Statistics> _statistics = new(StringComparer.Ordinal);

    /// <summary>All live matches, best first.</summary>
    public List<ScoreDoc> Search(Query query)
    {
        var simplified = Expanded(query).Simplify();
        var hits = new List<ScoreDoc>();
        foreach (var segment in segments)
        {
            foreach (var document in segment)
            {
                if (document.IsLive && Score(simplified, segment, document, 1f) is { } score)
                    hits.Add(new ScoreDoc(document.Doc, score));
            }
        }
        return [.. hits.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Doc)];
    }

    private float? Score(Query query, TestDocument[] segment, TestDocument document, float boost) => query switch
    {
        TermQuery term => TermScore(term, document, boost),
        PhraseQuery phrase => PhraseScore(phrase.Field, [.. phrase.Terms.Select(t => new[] { t.ToString() })], phrase.Positions, document, boost),
        MultiPhraseQuery phrase => PhraseScore(
            phrase.Field, [.. phrase.Terms.Select(place => place.Select(t => t.ToString()).ToArray())], phrase.Positions, document, boost),
        BoostQuery boosted => Score(boosted.Query, segment, document, boosted.Boost * boost),
        ConstantScoreQuery constant => Score(constant.Query, segment, document, 1f) is null ? null : boost,
        MatchAllQuery => boost,
        MultiTermQuery terms => Words(terms.Field, document).Any(word => terms.Matches(System.Text.Encoding.UTF8.GetBytes(word))) ? boost : null,
        LongRangeQuery range => document.Number >= range.Minimum && document.Number <= range.Maximum ? boost : null,
        DocValuesRangeQuery range => document.Number >= range.Minimum && document.Number <= range.Maximum ? boost : null,
        BooleanQuery boolean => BooleanScore(boolean, segment, document, boost),
        DisjunctionMaxQuery max => MaxScore(max, segment, document, boost),
        MatchNoneQuery => null,
        _ => throw new ArgumentException("not for " + query, nameof(query)),
    };

    private float? TermScore(TermQuery query, TestDocument document, float boost)
    {
        var freq = Words(query.Field, document).Count(word => word == query.Term.ToString());
        return freq == 0 ? null : Bm25(query.Field, document, boost * Idf(query.Field, query.AssumedDocFreq ?? DocFreq(query.Field, query.Term.ToString())), freq);
    }

    /// <summary>Fuzzy words as the terms next to them, found by looking at every term.</summary>
    private Query Expanded(Query query) => query switch
    {
        FuzzyQuery fuzzy => Nearest(fuzzy),
        BoostQuery boosted => new BoostQuery(Expanded(boosted.Query), boosted.Boost),
        ConstantScoreQuery constant => new ConstantScoreQuery(Expanded(constant.Query)),
        BooleanQuery boolean => BooleanQuery.Of(boolean.Clauses.Select(clause => clause with { Query = Expanded(clause.Query) }), boolean.MinimumShouldMatch),
        DisjunctionMaxQuery max => new DisjunctionMaxQuery(max.Disjuncts.Select(Expanded), max.TieBreaker),
        _ => query,
    };

    private BooleanQuery Nearest(FuzzyQuery query)
    {
        var near = StatisticsOf(query.Field).DocFreqs.Keys
            .Select(term => (Term: term, Edits: Edits(query.Term, term)))
            .Where(entry => entry.Edits <= query.MaxEdits && entry.Term.StartsWith(query.Term[..Math.Min(query.Term.Length, query.PrefixLength)], StringComparison.Ordinal))
            .Select(entry => (entry.Term, Nearness: entry.Edits == 0 ? 1f : 1f - (float)entry.Edits / Math.Min(entry.Term.Length, query.Term.Length)))
            .OrderByDescending(entry => entry.Nearness).ThenBy(entry => entry.Term, StringComparer.Ordinal)
            .Take(query.MaxExpansions).OrderBy(entry => entry.Term, StringComparer.Ordinal).ToArray();
        var frequency = near.Select(entry => DocFreq(query.Field, entry.Term)).DefaultIfEmpty().Max();
        return BooleanQuery.Any(near.Select(entry => new BoostQuery(new TermQuery(query.Field, entry.Term) { AssumedDocFreq = frequency }, Math.Max(0f, entry.Nearness))));
    }

    /// <summary>For words of one or two letters: exchanging both is one edit.</summary>
    private static int Edits(string word, string term)
    {
        if (word.Length == 2 && term.Length == 2 && word[0] == term[1] && word[1] == term[0] && word[0] != word[1])
            return 1;
        var (shorter, longer) = word.Length < term.Length ? (word, term) : (term, word);
        if (shorter.Length == longer.Length)
            return shorter.Zip(longer).Count(pair => pair.First != pair.Second);
        return longer.Length - (longer.Contains(shorter, StringComparison.Ordinal) ? shorter.Length : 0);
    }

    private float? PhraseScore(string field, string[][] places, IReadOnlyList<int> positions, TestDocument document, float boost)
    {
        var words = Words(field, document);
        var freq = Enumerable.Range(0, words.Length).Count(start => Enumerable.Range(0, places.Length).All(i =>
            start + positions[i] - positions[0] < words.Length && places[i].Contains(words[start + positions[i] - positions[0]])));
        if (freq == 0)
            return null;
        var idf = 0.0;
        foreach (var term in places.SelectMany(place => place).Where(term => DocFreq(field, term) > 0))
            idf += Idf(field, DocFreq(field, term));
        return Bm25(field, document, boost * (float)idf, freq);
    }

    private float? BooleanScore(BooleanQuery query, TestDocument[] segment, TestDocument document, float boost)
    {
        List<Query> Of(Occur occur) => [.. query.Clauses.Where(clause => clause.Occur == occur).Select(clause => clause.Query)];
        var (must, filter, should) = (Of(Occur.Must), Of(Occur.Filter), Of(Occur.Should).FindAll(clause => CanMatch(clause, segment)));
        var minimum = query.MinimumShouldMatch;
        if (should.Count == minimum)
        {
            must.AddRange(should);
            should.Clear();
            minimum = 0;
        }
        var musts = must.ConvertAll(clause => Score(clause, segment, document, boost));
        var shoulds = should.ConvertAll(clause => Score(clause, segment, document, boost)).OfType<float>().ToArray();
        if (musts.Contains(null) || filter.Exists(clause => Score(clause, segment, document, 1f) is null)
            || Of(Occur.MustNot).Exists(clause => Score(clause, segment, document, 1f) is not null)
            || shoulds.Length < minimum || (must.Count + filter.Count == 0 && shoulds.Length == 0))
            return null;
        var required = (float)musts.Sum(score => (double)score!);
        var optional = (float)shoulds.Sum(score => (double)score);
        return must.Count + filter.Count == 0 ? optional : required + optional;
    }

    private float? MaxScore(DisjunctionMaxQuery query, TestDocument[] segment, TestDocument document, float boost)
    {
        var scores = query.Disjuncts.Select(part => Score(part, segment, document, boost)).OfType<float>().Order().ToArray();
        return scores.Length == 0 ? null : (float)(scores[^1] + scores[..^1].Sum(score => (double)score) * query.TieBreaker);
    }

    /// <summary>Whether the searcher finds anything to look at in the segment: this decides how it combines the clauses.</summary>
    private bool CanMatch(Query query, TestDocument[] segment) => query switch
    {
        TermQuery term => HasTerm(segment, term.Field, term.Term.ToString()),
        PhraseQuery phrase => phrase.Terms.All(term => HasTerm(segment, phrase.Field, term.ToString())),
        MultiPhraseQuery phrase => phrase.Terms.All(place => place.Any(term => HasTerm(segment, phrase.Field, term.ToString()))),
        BoostQuery boosted => CanMatch(boosted.Query, segment),
        ConstantScoreQuery constant => CanMatch(constant.Query, segment),
        MatchAllQuery => true,
        MatchNoneQuery => false,
        MultiTermQuery => segment.Any(document => Score(query, segment, document, 1f) is not null),
        LongRangeQuery or DocValuesRangeQuery => segment.Any(document => document.Number is not null),
        BooleanQuery boolean => boolean.Clauses.All(clause => !clause.IsRequired || CanMatch(clause.Query, segment))
            && boolean.Clauses.Count(clause => clause.Occur == Occur.Should && CanMatch(clause.Query, segment)) is var count
            && count >= boolean.MinimumShouldMatch && (count > 0 || boolean.Clauses.Any(clause => clause.IsRequired)),
        DisjunctionMaxQuery max => max.Disjuncts.Any(part => CanMatch(part, segment)),
        _ => throw new ArgumentException("not for " + query, nameof(query)),
    };

    private static bool HasTerm(TestDocument[] segment, string field, string term) => segment.Any(document => Words(field, document).Contains(term));

    private static string[] Words(string field, TestDocument document) => field switch
    {
        "body" => document.Words,
        "tag" => [document.Tag],
        _ => [],
    };

    private float Bm25(string field, TestDocument document, float weight, float freq)
    {
        var average = StatisticsOf(field).AverageLength;
        float length = field == "body" ? SmallFloat.Byte4ToInt(SmallFloat.IntToByte4(document.Words.Length)) : 1;
        return weight - weight / (1f + freq * (1f / (1.2f * ((1 - 0.75f) + 0.75f * length / average))));
    }

    private float Idf(string field, long frequency) => (float)Math.Log(1 + (StatisticsOf(field).Documents - frequency + 0.5) / (frequency + 0.5));

    private long DocFreq(string field, string term) => StatisticsOf(field).DocFreqs.GetValueOrDefault(term);

    private Statistics StatisticsOf(string field)
    {
        if (_statistics.TryGetValue(field, out var known))
            return known;
        var all = segments.SelectMany(segment => segment).Select(document => Words(field, document)).Where(words => words.Length > 0).ToArray();
        var frequencies = all.SelectMany(words => words.Distinct()).GroupBy(word => word).ToDictionary(group => group.Key, group => group.LongCount());
        return _statistics[field] = new Statistics(all.Length, (float)(all.Sum(words => (long)words.Length) / (double)all.Length), frequencies);
    }

    private sealed record Statistics(long Documents, float AverageLength, Dictionary<string, long> DocFreqs);
}
