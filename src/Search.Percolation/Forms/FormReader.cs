using Search.Lucene.Searching;
using Search.Percolation.Terms;

namespace Search.Percolation.Forms;

/// <summary>Turns forms back into queries: not the ones they were made of, but ones that match the same documents.</summary>
internal sealed class FormReader(Vocabulary vocabulary)
{
    /// <summary>A query with the form.</summary>
    public Query Read(ReadOnlySpan<int> form)
    {
        var at = 0;
        return Read(form, ref at);
    }

    private Query Read(ReadOnlySpan<int> form, ref int at)
    {
        var start = at;
        switch (Form.OpAt(form, start))
        {
            case Op.Term:
                at++;
                return new TermQuery(FieldOf(form, start), TermOf(Form.Argument(form, start)));
            case Op.Pattern:
                at++;
                return vocabulary.Pattern(Form.Argument(form, start));
            case Op.Range:
                at++;
                return Range(vocabulary.Range(Form.Argument(form, start)));
            case Op.Phrase or Op.Places:
                at = Form.Next(form, start);
                return Form.OpAt(form, start) == Op.Phrase ? Phrase(form, start) : Places(form, start);
            case Op.Not:
                at++;
                return BooleanQuery.Of([new BooleanClause(new MatchAllQuery(), Occur.Must), new BooleanClause(Read(form, ref at), Occur.MustNot)]);
            case Op.And or Op.Or or Op.AtLeast:
                at = Form.FirstChild(form, start);
                return Junction(form, start, ref at);
            case Op.All:
                at++;
                return new MatchAllQuery();
            default:
                at++;
                return new MatchNoneQuery();
        }
    }

    private BooleanQuery Junction(ReadOnlySpan<int> form, int start, ref int at)
    {
        var op = Form.OpAt(form, start);
        var clauses = new List<BooleanClause>();
        for (var end = Form.Next(form, start); at < end;)
        {
            var isProhibited = op == Op.And && Form.OpAt(form, at) == Op.Not;
            at += isProhibited ? 1 : 0;
            clauses.Add(new BooleanClause(Read(form, ref at), isProhibited ? Occur.MustNot : op == Op.And ? Occur.Must : Occur.Should));
        }
        if (op == Op.And && clauses.TrueForAll(clause => clause.Occur == Occur.MustNot))
            clauses.Add(new BooleanClause(new MatchAllQuery(), Occur.Must));
        return BooleanQuery.Of(clauses, op == Op.AtLeast ? form[start + 2] : 0);
    }

    private PhraseQuery Phrase(ReadOnlySpan<int> form, int start)
    {
        var terms = new List<TermBytes>();
        foreach (var term in form.Slice(start + 2, Form.Argument(form, start)))
            terms.Add(TermOf(term));
        return new PhraseQuery(FieldOfTerm(form[start + 2]), terms);
    }

    private MultiPhraseQuery Places(ReadOnlySpan<int> form, int start)
    {
        var (terms, positions) = (new List<List<TermBytes>>(), new List<int>());
        for (int place = 0, at = start + 3; place < Form.Argument(form, start); place++, at += 2 + form[at + 1])
        {
            positions.Add(form[at]);
            var alternatives = new List<TermBytes>();
            foreach (var term in form.Slice(at + 2, form[at + 1]))
                alternatives.Add(TermOf(term));
            terms.Add(alternatives);
        }
        return new MultiPhraseQuery(FieldOfTerm(form[start + 5]), terms, positions, form[start + 2]);
    }

    private Query Range(NumberRange range)
    {
        var field = vocabulary.Fields.NameOf(range.Field);
        return range.OfPoints ? new LongRangeQuery(field, range.Minimum, range.Maximum) : new DocValuesRangeQuery(field, range.Minimum, range.Maximum);
    }

    private string FieldOf(ReadOnlySpan<int> form, int at) => FieldOfTerm(Form.Argument(form, at));

    private string FieldOfTerm(int term) => vocabulary.Fields.NameOf(vocabulary.Terms.FieldOf(term));

    private TermBytes TermOf(int term) => vocabulary.Terms.TermBytes(term);
}
