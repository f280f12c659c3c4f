using Search.Percolation.Forms;
using Search.Percolation.Terms;

namespace Search.Percolation.Segments;

/// <summary>Turns forms into the forms of a segment, whose leaves are the segment's own. Not thread-safe.</summary>
internal sealed class Localiser(LeafTable leaves)
{
    private readonly IntBuffer _node = new();

    /// <summary>Meets the terms of a form: a pass over all forms comes before the leaves of other kinds are numbered.</summary>
    public void MeetTerms(ReadOnlySpan<int> form)
    {
        for (var at = 0; at < form.Length;)
        {
            switch (Form.OpAt(form, at))
            {
                case Op.Term:
                    leaves.AddTerm(Form.Argument(form, at));
                    at++;
                    break;
                case Op.Phrase:
                    MeetTerms(form.Slice(at + 2, Form.Argument(form, at)), Form.Argument(form, at));
                    at = Form.Next(form, at);
                    break;
                case Op.Places:
                    MeetPlaces(form, at);
                    at = Form.Next(form, at);
                    break;
                case Op.And or Op.Or or Op.AtLeast or Op.Not:
                    at = Form.FirstChild(form, at);
                    break;
                default:
                    at++;
                    break;
            }
        }
    }

    /// <summary>Appends the form with leaves in place of terms, phrases, patterns and ranges.</summary>
    public void Append(ReadOnlySpan<int> form, IntBuffer to)
    {
        var at = 0;
        Append(form, ref at, to);
    }

    private void MeetTerms(ReadOnlySpan<int> terms, int count)
    {
        for (var i = 0; i < count; i++)
            leaves.AddTerm(terms[i]);
    }

    private void MeetPlaces(ReadOnlySpan<int> form, int at)
    {
        for (int place = 0, next = at + 3; place < Form.Argument(form, at); place++)
        {
            var count = form[next + 1];
            MeetTerms(form.Slice(next + 2, count), count);
            next += 2 + count;
        }
    }

    private void Append(ReadOnlySpan<int> form, ref int at, IntBuffer to)
    {
        var op = Form.OpAt(form, at);
        switch (op)
        {
            case Op.Term:
                to.Add(Leaf(leaves.Terms.Find(Form.Argument(form, at++))));
                break;
            case Op.Pattern or Op.Range:
                to.Add(Leaf(leaves.Add(form.Slice(at++, 1))));
                break;
            case Op.Phrase or Op.Places:
                to.Add(Leaf(leaves.Add(op == Op.Phrase ? Phrase(form, at) : Places(form, at))));
                at = Form.Next(form, at);
                break;
            case Op.All or Op.None:
                to.Add(form[at++]);
                break;
            default:
                AppendInner(form, ref at, to);
                break;
        }
    }

    private void AppendInner(ReadOnlySpan<int> form, ref int at, IntBuffer to)
    {
        var (start, end, first) = (to.Count, Form.Next(form, at), Form.FirstChild(form, at));
        to.Add(form[at..first]);
        var hasLength = Form.HasLength(Form.OpAt(form, at));
        for (at = first; at < end;)
            Append(form, ref at, to);
        if (hasLength)
            to[start + 1] = to.Count - start;
    }

    private ReadOnlySpan<int> Phrase(ReadOnlySpan<int> form, int at)
    {
        _node.Clear();
        _node.Add(form.Slice(at, 2));
        for (var i = 0; i < Form.Argument(form, at); i++)
            _node.Add(leaves.Terms.Find(form[at + 2 + i]));
        return _node.Span;
    }

    private ReadOnlySpan<int> Places(ReadOnlySpan<int> form, int at)
    {
        _node.Clear();
        _node.Add(form.Slice(at, 3));
        for (int place = 0, next = at + 3; place < Form.Argument(form, at); place++)
        {
            var count = form[next + 1];
            _node.Add(form.Slice(next, 2));
            for (var i = 0; i < count; i++)
                _node.Add(leaves.Terms.Find(form[next + 2 + i]));
            next += 2 + count;
        }
        return _node.Span;
    }

    private static int Leaf(int number) => Form.Head(Op.Leaf, number);
}
