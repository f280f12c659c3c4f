using Search.Lucene.Searching;

namespace Search.Testing.Model;

/// <summary>Random queries of every class over the documents of a model.</summary>
/// <param name="source">Gives words, and chance.</param>
/// <param name="documents">Half of the words and phrases are taken from these.</param>
internal sealed class NaiveQueries(RandomDocuments source, IReadOnlyList<ModelDocument> documents)
{
    private Random Random => source.Random;

    public NaiveQuery Next(int depth = 2) => Random.Next(depth > 0 ? 14 : 9) switch
    {
        0 => Term(),
        1 => Phrase(slop: 0),
        2 => Phrase(Random.Next(1, 9)),
        3 => Prefix(),
        4 => Wildcard(),
        5 => Fuzzy(),
        6 => TermRange(),
        7 => Published(point: true),
        8 => Published(point: false),
        9 => new NaiveQuery(new MatchAllQuery(), _ => true),
        _ => Boolean(depth),
    };

    private NaiveQuery Term()
    {
        var word = Word();
        return NaiveQuery.OfWord(new TermQuery("body", word), other => other == word);
    }

    private NaiveQuery Prefix()
    {
        var prefix = Word()[..Random.Next(1, 3)];
        return NaiveQuery.OfWord(new PrefixQuery("body", prefix), word => word.StartsWith(prefix, StringComparison.Ordinal));
    }

    private NaiveQuery Wildcard()
    {
        var letters = Word().ToCharArray();
        letters[Random.Next(letters.Length)] = '?';
        letters[Random.Next(letters.Length)] = '*';
        var pattern = new string(letters);
        return NaiveQuery.OfWord(new WildcardQuery("body", pattern), word => NaiveQuery.MatchesPattern(pattern, word));
    }

    private NaiveQuery Fuzzy()
    {
        var word = Word();
        var edits = Random.Next(1, 3);
        return NaiveQuery.OfWord(new FuzzyQuery("body", word, edits, maxExpansions: FuzzyQuery.Unlimited), other => NaiveQuery.Edits(word, other) <= edits);
    }

    private NaiveQuery TermRange()
    {
        var (lower, upper) = (Word(), Word());
        var (includesLower, includesUpper) = (Random.Next(2) == 0, Random.Next(2) == 0);
        bool Matches(string word)
        {
            var (above, below) = (string.CompareOrdinal(word, lower), string.CompareOrdinal(word, upper));
            return (above > 0 || (includesLower && above == 0)) && (below < 0 || (includesUpper && below == 0));
        }
        return NaiveQuery.OfWord(new TermRangeQuery("body", lower, upper, includesLower, includesUpper), Matches);
    }

    private NaiveQuery Published(bool point)
    {
        var (one, other) = (Number(), Number());
        var (minimum, maximum) = (Math.Min(one, other), Math.Max(one, other));
        Query query = point ? new LongRangeQuery("published", minimum, maximum) : new DocValuesRangeQuery("published", minimum, maximum);
        return new NaiveQuery(query, document => document.Published >= minimum && document.Published <= maximum);
    }

    private NaiveQuery Phrase(int slop)
    {
        var wanted = Random.Next(2, 4);
        var taken = Taken(wanted);
        var words = taken.Count > 1 ? taken : [.. Enumerable.Range(0, wanted).Select(i => (source.Word(), i)).DistinctBy(word => word.Item1)];
        return NaiveQuery.Phrase(words, slop);
    }

    /// <summary>Different words that stand one after the other in some document, with their distances from the first.</summary>
    private List<(string Word, int Offset)> Taken(int count)
    {
        if (documents.Count == 0 || Random.Next(4) == 0)
            return [];
        var words = documents[Random.Next(documents.Count)].Words().ToArray();
        var taken = words.Skip(Random.Next(words.Length + 1)).Take(count).DistinctBy(token => token.Word).DistinctBy(token => token.Position).ToList();
        return taken.ConvertAll(token => (token.Word, token.Position - taken[0].Position));
    }

    private NaiveQuery Boolean(int depth)
    {
        var clauses = Enumerable.Range(0, Random.Next(1, 5)).Select(_ => (Next(depth - 1), (Occur)Random.Next(4))).ToArray();
        return NaiveQuery.Boolean(clauses, Random.Next(4) == 0 ? Random.Next(3) : 0);
    }

    private string Word()
    {
        var words = documents.Count == 0 || Random.Next(2) == 0 ? [] : documents[Random.Next(documents.Count)].Words().ToArray();
        return words.Length == 0 ? source.Word() : words[Random.Next(words.Length)].Word;
    }

    private long Number() => (documents.Count == 0 ? null : documents[Random.Next(documents.Count)].Published) ?? Random.NextInt64(-5_000_000_000, 5_000_000_000);
}
