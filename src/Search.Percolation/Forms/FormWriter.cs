using Search.Lucene.Searching;
using Search.Percolation.Terms;

namespace Search.Percolation.Forms;

/// <summary>
/// Turns queries into forms: what decides about a match and nothing else, in an order that depends on nothing else, so that queries which
/// say the same mostly have equal forms. Boosts and clauses that only score are gone; AND and OR are flat, their children sorted, each
/// once. Not thread-safe.
/// </summary>
internal sealed class FormWriter(Vocabulary vocabulary, int maxDepth, int maxLength)
{
    private readonly IntBuffer _out = new(256);
    private readonly ChildSorter _sorter = new();
    private int _depth;

    /// <summary>The form of a query; valid until the next one.</summary>
    /// <exception cref="ArgumentException">The query is of a kind that can't be matched against single documents, or too large.</exception>
    public ReadOnlySpan<int> Write(Query query)
    {
        _out.Clear();
        _depth = 0;
        Append(query);
        return _out.Span;
    }

    private void Append(Query query)
    {
        if (++_depth > maxDepth)
            throw new ArgumentException($"the query is nested more than {maxDepth} deep", nameof(query));
        AppendOne(query);
        if (_out.Count > maxLength)
            throw new ArgumentException($"the query is too large: it has more than some {maxLength} parts", nameof(query));
        _depth--;
    }

    private void AppendOne(Query query)
    {
        switch (query)
        {
            case TermQuery term:
                AppendTerm(term.Field, term.Term);
                break;
            case BooleanQuery boolean:
                AppendBoolean(boolean);
                break;
            case PhraseQuery phrase:
                AppendPhrase(phrase);
                break;
            case BoostQuery boost:
                Append(boost.Query);
                break;
            case ConstantScoreQuery constant:
                Append(constant.Query);
                break;
            case DisjunctionMaxQuery best:
                AppendJunction(Op.Or, best.Disjuncts);
                break;
            case TermInSetQuery set:
                AppendAnyOf(set.Field, set.Terms);
                break;
            case FuzzyQuery fuzzy:
                _out.Add(Form.Head(Op.Pattern, vocabulary.Pattern(fuzzy.WithoutLimit())));
                break;
            case MultiTermQuery pattern:
                _out.Add(Form.Head(Op.Pattern, vocabulary.Pattern(pattern)));
                break;
            case MultiPhraseQuery phrase:
                AppendPlaces(phrase.Field, phrase.Terms, phrase.Positions, phrase.Slop);
                break;
            default:
                AppendRare(query);
                break;
        }
    }

    private void AppendRare(Query query)
    {
        switch (query)
        {
            case LongRangeQuery range:
                AppendRange(query, range.Field, ofPoints: true, range.Minimum, range.Maximum);
                break;
            case DocValuesRangeQuery range:
                AppendRange(query, range.Field, ofPoints: false, range.Minimum, range.Maximum);
                break;
            case MatchAllQuery:
                _out.Add(Form.Head(Op.All, 0));
                break;
            case MatchNoneQuery:
                _out.Add(Form.Head(Op.None, 0));
                break;
            default:
                throw new ArgumentException($"a query of the kind {query.GetType().Name} can't be matched against single documents", nameof(query));
        }
    }

    private void AppendTerm(string field, TermBytes term)
    {
        var number = vocabulary.Term(field, term);
        _out.Add(number < 0 ? Form.Head(Op.None, 0) : Form.Head(Op.Term, number));
    }

    private void AppendRange(Query query, string field, bool ofPoints, long minimum, long maximum)
    {
        _out.Add(minimum > maximum
            ? Form.Head(Op.None, 0)
            : Form.Head(Op.Range, vocabulary.Range(query, new NumberRange(vocabulary.Fields.FindOrAdd(field), ofPoints, minimum, maximum))));
    }

    private void AppendBoolean(BooleanQuery query)
    {
        var (required, optional, prohibited) = (0, 0, 0);
        foreach (var clause in query.Clauses)
        {
            required += clause.Occur is Occur.Must or Occur.Filter ? 1 : 0;
            optional += clause.Occur == Occur.Should ? 1 : 0;
            prohibited += clause.Occur == Occur.MustNot ? 1 : 0;
        }
        var minimum = required == 0 ? Math.Max(1, query.MinimumShouldMatch) : query.MinimumShouldMatch;
        if (optional < minimum)
        {
            _out.Add(Form.Head(Op.None, 0));
            return;
        }
        var start = Begin(Op.And);
        foreach (var clause in query.Clauses)
        {
            if (clause.Occur is Occur.Must or Occur.Filter)
                Append(clause.Query);
        }
        if (minimum > 0)
            AppendAtLeast(minimum, query.Clauses.Where(clause => clause.Occur == Occur.Should).Select(clause => clause.Query));
        if (prohibited > 0)
            AppendProhibited(query);
        End(start);
    }

    private void AppendProhibited(BooleanQuery query)
    {
        foreach (var clause in query.Clauses)
        {
            if (clause.Occur != Occur.MustNot)
                continue;
            var start = _out.Count;
            _out.Add(Form.Head(Op.Not, 0));
            Append(clause.Query);
            SimplifyNot(start);
        }
    }

    private void SimplifyNot(int start)
    {
        var inner = Form.OpAt(_out.Span, start + 1);
        if (inner == Op.Not)
        {
            _out.Items.AsSpan(start + 2, _out.Count - start - 2).CopyTo(_out.Items.AsSpan(start));
            _out.Truncate(_out.Count - 2);
        }
        else if (inner is Op.All or Op.None)
        {
            AppendInstead(start, inner == Op.All ? Op.None : Op.All);
        }
    }

    private void AppendAtLeast(int minimum, IEnumerable<Query> queries)
    {
        if (minimum == 1)
        {
            AppendJunction(Op.Or, queries);
            return;
        }
        var start = Begin(Op.AtLeast);
        _out.Add(minimum);
        foreach (var query in queries)
            Append(query);
        End(start);
    }

    private void AppendJunction(Op op, IEnumerable<Query> queries)
    {
        var start = Begin(op);
        foreach (var query in queries)
            Append(query);
        End(start);
    }

    private void AppendAnyOf(string field, IEnumerable<TermBytes> terms)
    {
        var start = Begin(Op.Or);
        foreach (var term in terms)
            AppendTerm(field, term);
        End(start);
    }

    private int Begin(Op op)
    {
        _out.Add(Form.Head(op, 0));
        _out.Add(0);
        return _out.Count - 2;
    }

    private void End(int start) => _sorter.Finish(_out, start);

    private void AppendPhrase(PhraseQuery query)
    {
        var terms = query.Terms;
        if (terms.Count < 2)
        {
            if (terms.Count == 1)
                AppendTerm(query.Field, terms[0]);
            else
                _out.Add(Form.Head(Op.None, 0));
            return;
        }
        if (query.Slop > 0 || !IsInARow(query.Positions))
        {
            AppendPlaces(query.Field, [.. terms.Select(term => new[] { term })], query.Positions, query.Slop);
            return;
        }
        var start = _out.Count;
        _out.Add(Form.Head(Op.Phrase, terms.Count));
        _out.Add(2 + terms.Count);
        var possible = true;
        for (var i = 0; i < terms.Count; i++)
        {
            var number = vocabulary.Term(query.Field, terms[i]);
            possible &= number >= 0;
            _out.Add(number);
        }
        if (!possible)
            AppendInstead(start, Op.None);
    }

    private static bool IsInARow(IReadOnlyList<int> positions)
    {
        for (var i = 1; i < positions.Count; i++)
        {
            if (positions[i] != positions[i - 1] + 1)
                return false;
        }
        return true;
    }

    private void AppendPlaces(string field, IReadOnlyList<IReadOnlyList<TermBytes>> places, IReadOnlyList<int> positions, int slop)
    {
        if (places.Count < 2)
        {
            AppendAnyOf(field, places.SelectMany(terms => terms));
            return;
        }
        var start = _out.Count;
        _out.Add(Form.Head(Op.Places, places.Count));
        _out.Add(0);
        _out.Add(slop);
        for (var i = 0; i < places.Count; i++)
        {
            if (!AppendPlace(field, places[i], positions[i] - positions[0]))
            {
                AppendInstead(start, Op.None);
                return;
            }
        }
        _out[start + 1] = _out.Count - start;
    }

    /// <summary>False when no term of the place is possible.</summary>
    private bool AppendPlace(string field, IReadOnlyList<TermBytes> terms, int position)
    {
        _out.Add(position);
        var count = _out.Count;
        _out.Add(0);
        foreach (var term in terms)
        {
            if (vocabulary.Term(field, term) is var number && number >= 0)
                _out.Add(number);
        }
        return (_out[count] = _out.Count - count - 1) > 0;
    }

    private void AppendInstead(int start, Op op)
    {
        _out.Truncate(start);
        _out.Add(Form.Head(op, 0));
    }
}
