using Search.Percolation.Terms;

namespace Search.Percolation.Forms;

/// <summary>
/// Brings the children of a node into their normal form: flat, without those that decide nothing, sorted, each once (of <see cref="Op.AtLeast"/>
/// as often as they stand there, since each counts). Not thread-safe.
/// </summary>
internal sealed class ChildSorter
{
    private readonly IntBuffer _copy = new(256);
    private readonly List<(int Start, int End)> _children = [];

    /// <summary>Rewrites the node that begins at <paramref name="start"/> and ends where <paramref name="form"/> does; its children are normal.</summary>
    public void Finish(IntBuffer form, int start)
    {
        var op = Form.OpAt(form.Span, start);
        var least = op == Op.AtLeast ? form[start + 2] : 0;
        _copy.Clear();
        _copy.Add(form.Span[start..]);
        _children.Clear();
        var known = Gather(op, op == Op.AtLeast ? 3 : 2, ref least);
        if (op == Op.AtLeast && known is null && (least <= 1 || least >= _children.Count))
        {
            known = least <= 0 ? Op.All : least > _children.Count ? Op.None : null;
            op = least == 1 ? Op.Or : Op.And;
            Flatten(op);
        }
        form.Truncate(start);
        if (known is { } whole)
            form.Add(Form.Head(whole, 0));
        else
            Write(form, op, least);
    }

    /// <summary>Lists the children; what the node is when they decide it.</summary>
    private Op? Gather(Op op, int at, ref int least)
    {
        var form = _copy.Span;
        while (at < form.Length)
        {
            var end = Form.Next(form, at);
            switch (Form.OpAt(form, at))
            {
                case Op.All when op == Op.Or:
                    return Op.All;
                case Op.None when op == Op.And:
                    return Op.None;
                case Op.All:
                    least--;
                    break;
                case Op.None:
                    break;
                default:
                    Take(form, op, at, end);
                    break;
            }
            at = end;
        }
        return _children.Count > 0 || op == Op.AtLeast ? null : op == Op.And ? Op.All : Op.None;
    }

    /// <summary>A child of the node's own kind gives its children.</summary>
    private void Take(ReadOnlySpan<int> form, Op op, int at, int end)
    {
        if (op == Op.AtLeast || Form.OpAt(form, at) != op)
        {
            _children.Add((at, end));
            return;
        }
        for (var inner = Form.FirstChild(form, at); inner < end; inner = Form.Next(form, inner))
            _children.Add((inner, Form.Next(form, inner)));
    }

    /// <summary>A count of children that has become AND or OR takes in such children.</summary>
    private void Flatten(Op op)
    {
        var children = _children.ToArray();
        _children.Clear();
        foreach (var (at, end) in children)
            Take(_copy.Span, op, at, end);
    }

    private void Write(IntBuffer form, Op op, int least)
    {
        _children.Sort(Compare);
        if (op != Op.AtLeast)
            RemoveRepeated();
        if (_children.Count == 1)
        {
            form.Add(_copy.Span[_children[0].Start.._children[0].End]);
            return;
        }
        var start = form.Count;
        form.Add(Form.Head(op, _children.Count));
        form.Add(0);
        if (op == Op.AtLeast)
            form.Add(least);
        foreach (var (at, end) in _children)
            form.Add(_copy.Span[at..end]);
        form[start + 1] = form.Count - start;
    }

    private int Compare((int Start, int End) left, (int Start, int End) right) =>
        _copy.Span[left.Start..left.End].SequenceCompareTo(_copy.Span[right.Start..right.End]);

    private void RemoveRepeated()
    {
        var kept = 1;
        for (var i = 1; i < _children.Count; i++)
        {
            if (Compare(_children[i], _children[kept - 1]) != 0)
                _children[kept++] = _children[i];
        }
        _children.RemoveRange(kept, _children.Count - kept);
    }
}
