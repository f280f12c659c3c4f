using Search.Lucene.Searching;

namespace Search.Lucene.Highlighting;

/// <summary>What a query looks for in text, by field: everything but what it prohibits.</summary>
internal sealed class QueryTerms : QueryVisitor
{
    private readonly Dictionary<string, FieldTerms> _fields = new(StringComparer.Ordinal);

    public QueryTerms(Query query) => query.Visit(this);

    public FieldTerms? Field(string name) => _fields.GetValueOrDefault(name);

    public override void VisitTerm(TermQuery query) => Of(query.Field).Add(query.Term);

    public override void VisitMultiTerm(MultiTermQuery query) => Of(query.Field).Conditions.Add(query);

    public override void VisitPhrase(PhraseQuery query) =>
        AddPhrase(query.Field, [.. query.Terms.Select(term => new[] { term })], query.Positions, query.Slop);

    public override void VisitMultiPhrase(MultiPhraseQuery query) =>
        AddPhrase(query.Field, [.. query.Terms.Select(terms => terms.ToArray())], query.Positions, query.Slop);

    private void AddPhrase(string field, TermBytes[][] places, IReadOnlyList<int> positions, int slop)
    {
        if (places.Length > 1)
            Of(field).Add(new PhraseFinder(places, [.. positions], slop));
        else if (places.Length == 1)
            Array.ForEach(places[0], Of(field).Add);
    }

    private FieldTerms Of(string field)
    {
        if (!_fields.TryGetValue(field, out var terms))
            _fields.Add(field, terms = new FieldTerms());
        return terms;
    }
}
