using Search.Lucene.Searching;

namespace Search.Testing.Model;

/// <summary>A query, and what it means for a document that is looked at by itself.</summary>
internal sealed record NaiveQuery(Query Query, Predicate<ModelDocument> Matches)
{
    /// <summary>The clauses of <paramref name="minimum"/> of which must match, as Lucene counts them.</summary>
    public static NaiveQuery Boolean(IReadOnlyList<(NaiveQuery Clause, Occur Occur)> clauses, int minimum)
    {
        bool Matches(ModelDocument document)
        {
            var should = clauses.Count(clause => clause.Occur == Occur.Should && clause.Clause.Matches(document));
            var needed = Math.Max(minimum, clauses.Any(clause => clause.Occur is Occur.Must or Occur.Filter) ? 0 : 1);
            return should >= needed && clauses.All(clause => clause.Occur switch
            {
                Occur.Must or Occur.Filter => clause.Clause.Matches(document),
                Occur.MustNot => !clause.Clause.Matches(document),
                _ => true,
            });
        }
        return new NaiveQuery(BooleanQuery.Of(clauses.Select(clause => new BooleanClause(clause.Clause.Query, clause.Occur)), minimum), Matches);
    }

    /// <summary>Documents with a word for which <paramref name="matches"/> holds.</summary>
    public static NaiveQuery OfWord(Query query, Predicate<string> matches) =>
        new(query, document => document.Words().Any(token => matches(token.Word)));

    /// <summary>
    /// Documents in which each of the different words stands somewhere, and the places, each less the word's own offset, lie no further apart
    /// than the slop.
    /// </summary>
    public static NaiveQuery Phrase(IReadOnlyList<(string Word, int Offset)> words, int slop)
    {
        bool Matches(ModelDocument document)
        {
            var places = words.Select(word => document.Words().Where(token => token.Word == word.Word).Select(token => token.Position - word.Offset).ToArray()).ToArray();
            return places.SelectMany(starts => starts).Any(least => places.All(starts => starts.Any(start => start >= least && start - least <= slop)));
        }
        var query = new PhraseQuery("body", [.. words.Select(word => (TermBytes)word.Word)], [.. words.Select(word => word.Offset)], slop);
        return new NaiveQuery(query, Matches);
    }

    /// <summary><c>*</c> stands for any letters, <c>?</c> for one.</summary>
    public static bool MatchesPattern(ReadOnlySpan<char> pattern, ReadOnlySpan<char> word)
    {
        if (pattern.IsEmpty)
            return word.IsEmpty;
        if (pattern[0] == '*')
            return MatchesPattern(pattern[1..], word) || (!word.IsEmpty && MatchesPattern(pattern, word[1..]));
        return !word.IsEmpty && (pattern[0] == '?' || pattern[0] == word[0]) && MatchesPattern(pattern[1..], word[1..]);
    }

    /// <summary>Letters to insert, delete, replace, or exchange with their neighbours, none of them twice.</summary>
    public static int Edits(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
                table[i, j] = i == 0 || j == 0 ? i + j : Edits(table, left, right, i, j);
        }
        return table[left.Length, right.Length];
    }

    private static int Edits(int[,] table, string left, string right, int i, int j)
    {
        var edits = Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
        var exchanged = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        return exchanged ? Math.Min(edits, table[i - 2, j - 2] + 1) : edits;
    }
}
