using Search.Lucene.Searching;
using Search.Queries.Analysing;
using Search.Queries.Syntax;

namespace Search.Queries.Classic;

/// <summary>Makes queries of analysed text as Lucene's QueryBuilder does.</summary>
internal sealed class ClassicFieldQueries(TextAnalysis analysis, QueryOperator defaultOperator)
{
    /// <summary>Words without quotes: a term, or terms joined by the default operator; null when analysis leaves none.</summary>
    public Query? Words(string field, string text)
    {
        var positions = Positions(field, text);
        if (positions.Count == 0)
            return null;
        var occur = positions.Count > 1 && defaultOperator == QueryOperator.And ? Occur.Must : Occur.Should;
        var queries = positions.ConvertAll(position => Alternatives(field, position.Terms));
        return queries.Count == 1 ? queries[0] : BooleanQuery.Of(queries.Select(query => new BooleanClause(query, occur)));
    }

    /// <summary>Words in quotes; a single word is a term.</summary>
    public Query? Phrase(string field, string text, int slop)
    {
        var positions = Positions(field, text);
        if (positions.Count == 0)
            return null;
        if (positions.Count == 1)
            return Alternatives(field, positions[0].Terms);
        var places = positions.ConvertAll(position => position.Place);
        return positions.TrueForAll(position => position.Terms.Count == 1)
            ? new PhraseQuery(field, positions.ConvertAll(position => position.Terms[0]), places, slop)
            : new MultiPhraseQuery(field, positions.Select(position => position.Terms), places, slop);
    }

    private static Query Alternatives(string field, List<TermBytes> terms) =>
        terms.Count == 1 ? new TermQuery(field, terms[0]) : BooleanQuery.Any(terms.Select(term => new TermQuery(field, term)));

    private List<(int Place, List<TermBytes> Terms)> Positions(string field, string text)
    {
        var positions = new List<(int Place, List<TermBytes> Terms)>();
        var place = -1;
        foreach (var token in analysis.Tokens(field, text))
        {
            place += token.PositionIncrement;
            if (positions.Count > 0 && token.PositionIncrement == 0)
                positions[^1].Terms.Add(token.Term);
            else
                positions.Add((place, [token.Term]));
        }
        return positions;
    }
}
