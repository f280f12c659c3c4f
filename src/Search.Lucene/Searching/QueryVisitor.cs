namespace Search.Lucene.Searching;

/// <summary>Walks over a query's leaves: for highlighting, explanations, and the selection of saved queries. The defaults do nothing.</summary>
public abstract class QueryVisitor
{
    /// <summary>
    /// The visitor for the clauses of <paramref name="parent"/> that occur like this, or null to leave them out. A dis-max query's
    /// parts are <see cref="Occur.Should"/>, a constant score's inside is <see cref="Occur.Filter"/>. By default prohibited clauses are left out.
    /// </summary>
    public virtual QueryVisitor? ForClauses(Occur occur, Query parent) => occur == Occur.MustNot ? null : this;

    public virtual void VisitTerm(TermQuery query)
    {
    }

    public virtual void VisitPhrase(PhraseQuery query)
    {
    }

    public virtual void VisitMultiPhrase(MultiPhraseQuery query)
    {
    }

    /// <summary>A query for the terms that fulfil a condition: prefix, wildcard, fuzzy, a set of terms.</summary>
    public virtual void VisitMultiTerm(MultiTermQuery query)
    {
    }

    /// <summary>Match-all, match-none, ranges: queries that name no term.</summary>
    public virtual void VisitOther(Query query)
    {
    }
}
