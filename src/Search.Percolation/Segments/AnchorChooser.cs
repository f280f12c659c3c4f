using Search.Percolation.Forms;
using Search.Percolation.Terms;

namespace Search.Percolation.Segments;

/// <summary>
/// Decides by which leaves each group of queries is found: its anchors, of which every matching document has at least one, chosen to be rare.
/// Two further literals stand beside an anchor, so that most groups are decided by these alone; what is more involved has a program: a
/// form over leaves. Not thread-safe.
/// </summary>
internal sealed class AnchorChooser(LeafTable leaves, LeafCosts costs)
{
    /// <summary>Alternatives up to this many are anchored one by one; more become one leaf, a set.</summary>
    private const int FewAlternatives = 3;

    private const float Never = float.PositiveInfinity;

    private readonly IntBuffer _programs = new();
    private readonly List<ChosenSpecial> _specials = [];
    private readonly List<int> _held = [];
    private readonly List<int> _prohibited = [];
    private readonly List<int> _anchors = [];
    private readonly IntBuffer _simple = new();
    private readonly IntBuffer _set = new();
    private int _stamps;

    public Entries Entries { get; } = new();

    /// <summary>Anchored at no leaf, since a document may match whatever it lacks: for these groups every document is looked at.</summary>
    public List<UnanchoredEntry> Always { get; } = [];

    public IReadOnlyList<ChosenSpecial> Specials => _specials;

    /// <summary>The group that a payload leads to.</summary>
    public int GroupOf(int payload) => payload < 0 ? _specials[payload & ~Entries.Special].Group : payload;

    public IntBuffer Programs => _programs;

    /// <summary>Groups that need a stamp.</summary>
    public int Stamps => _stamps;

    /// <summary>Gives a group its entries.</summary>
    /// <param name="form">Over leaves.</param>
    /// <param name="group">Its number.</param>
    public void Choose(ReadOnlySpan<int> form, int group)
    {
        switch (Form.OpAt(form, 0))
        {
            case Op.Leaf:
                Entries.Add(Form.Argument(form, 0), Entries.None, Entries.None, group);
                break;
            case Op.None:
                break;
            case Op.All:
                Always.Add(new UnanchoredEntry(Entries.None, Entries.None, group));
                break;
            case Op.Or when HasOnlyLeaves(form, 0):
                ChooseAny(form, group);
                break;
            case Op.And when IsPairOfAlternatives(form):
                ChoosePair(form, group);
                break;
            default:
                ChooseByParts(form, group);
                break;
        }
    }

    /// <summary>Any of some leaves: entries of which only one holds, each without those before it.</summary>
    private void ChooseAny(ReadOnlySpan<int> form, int group)
    {
        if (Form.Argument(form, 0) > FewAlternatives)
        {
            Entries.Add(SetOf(form), Entries.None, Entries.None, group);
            return;
        }
        var (second, third) = (Entries.None, Entries.None);
        for (var at = 2; at < form.Length; at++)
        {
            var leaf = Form.Argument(form, at);
            Entries.Add(leaf, second, third, group);
            (second, third) = (Entries.Literal(leaf, negated: true), second);
        }
    }

    /// <summary>(a OR b) AND c, of leaves.</summary>
    private static bool IsPairOfAlternatives(ReadOnlySpan<int> form)
    {
        if (Form.Argument(form, 0) != 2)
            return false;
        var second = Form.Next(form, 2);
        var (one, other) = Form.OpAt(form, 2) == Op.Leaf ? (2, second) : (second, 2);
        return Form.OpAt(form, one) == Op.Leaf && Form.OpAt(form, other) == Op.Or && Form.Argument(form, other) == 2 && HasOnlyLeaves(form, other);
    }

    private void ChoosePair(ReadOnlySpan<int> form, int group)
    {
        var second = Form.Next(form, 2);
        var (one, other) = Form.OpAt(form, 2) == Op.Leaf ? (2, second) : (second, 2);
        var (c, a, b) = (Form.Argument(form, one), Form.Argument(form, other + 2), Form.Argument(form, other + 3));
        var byAlternatives = costs[a] + costs[b] < 2 * costs[c];
        Add(byAlternatives ? (a, c) : (c, a), Entries.None, group);
        Add(byAlternatives ? (b, c) : (c, b), Entries.Literal(a, negated: true), group);
    }

    private void Add((int Anchor, int Second) held, int third, int payload) =>
        Entries.Add(held.Anchor, Entries.Literal(held.Second), third, payload);

    private void ChooseByParts(ReadOnlySpan<int> form, int group)
    {
        _simple.Clear();
        Simplify(form, 0, _simple);
        var simple = _simple.Span;
        var isDecided = Gather(simple);
        if (_held.Count > 0)
            _held.Sort((left, right) => costs[left].CompareTo(costs[right]));
        if (isDecided && _held.Count + _prohibited.Count <= 3)
            AddLiterals(group);
        else if (_held.Count > 0 && costs[_held[0]] <= Cost(simple, 0))
            AddWithProgram(simple, group, [_held[0]], _held.Count > 1 ? Entries.Literal(_held[1]) : FirstProhibited());
        else
            ChooseAnchors(simple, group);
    }

    /// <summary>Lists the literals of an AND; true when it has nothing else.</summary>
    private bool Gather(ReadOnlySpan<int> form)
    {
        _held.Clear();
        _prohibited.Clear();
        if (Form.OpAt(form, 0) != Op.And)
            return GatherLiteral(form, 0);
        var isDecided = true;
        for (var at = 2; at < form.Length; at = Form.Next(form, at))
            isDecided &= GatherLiteral(form, at);
        return isDecided;
    }

    private bool GatherLiteral(ReadOnlySpan<int> form, int at)
    {
        var isNegated = Form.OpAt(form, at) == Op.Not;
        if (Form.OpAt(form, isNegated ? at + 1 : at) != Op.Leaf)
            return false;
        (isNegated ? _prohibited : _held).Add(Form.Argument(form, isNegated ? at + 1 : at));
        return true;
    }

    private void AddLiterals(int group)
    {
        var literals = _held.Skip(1).Select(leaf => Entries.Literal(leaf)).Concat(_prohibited.Select(leaf => Entries.Literal(leaf, negated: true))).ToList();
        if (_held.Count == 0)
        {
            // Only two literals stand beside an anchor, and here there is none.
            if (literals.Count <= 2)
                Always.Add(new UnanchoredEntry(literals[0], literals.Count > 1 ? literals[1] : Entries.None, group));
            else
                AddAlways(_simple.Span, group);
            return;
        }
        Entries.Add(_held[0], literals.Count > 0 ? literals[0] : Entries.None, literals.Count > 1 ? literals[1] : Entries.None, group);
    }

    private int FirstProhibited() => _prohibited.Count > 0 ? Entries.Literal(_prohibited[0], negated: true) : Entries.None;

    private void ChooseAnchors(ReadOnlySpan<int> form, int group)
    {
        if (float.IsPositiveInfinity(Cost(form, 0)))
        {
            AddAlways(form, group);
            return;
        }
        _anchors.Clear();
        CollectAnchors(form, 0);
        _anchors.Sort();
        var anchors = _anchors.Distinct().ToList();
        AddWithProgram(form, group, anchors, _held.Count > 0 && !anchors.Contains(_held[0]) ? Entries.Literal(_held[0]) : FirstProhibited());
    }

    private void AddAlways(ReadOnlySpan<int> form, int group) =>
        Always.Add(new UnanchoredEntry(Entries.None, Entries.None, AddSpecial(new ChosenSpecial(group, AddProgram(form), Stamp: -1))));

    private void AddWithProgram(ReadOnlySpan<int> form, int group, List<int> anchors, int second)
    {
        var payload = AddSpecial(new ChosenSpecial(group, AddProgram(form), anchors.Count > 1 ? _stamps++ : -1));
        foreach (var anchor in anchors)
            Entries.Add(anchor, second, Entries.None, payload);
    }

    private int AddSpecial(ChosenSpecial special)
    {
        _specials.Add(special);
        return (_specials.Count - 1) | Entries.Special;
    }

    private int AddProgram(ReadOnlySpan<int> form)
    {
        _programs.Add(form);
        return _programs.Count - form.Length;
    }

    /// <summary>How likely a document has one of a node's cheapest anchors.</summary>
    private float Cost(ReadOnlySpan<int> form, int at) => Form.OpAt(form, at) switch
    {
        Op.Leaf => costs[Form.Argument(form, at)],
        Op.And => ChildCosts(form, at).Min(),
        Op.Or => ChildCosts(form, at).Sum(),
        Op.AtLeast => ChildCosts(form, at).Order().Take(Form.Argument(form, at) - form[at + 2] + 1).Sum(),
        Op.None => 0f,
        _ => Never,
    };

    private List<float> ChildCosts(ReadOnlySpan<int> form, int at)
    {
        var found = new List<float>();
        var end = Form.Next(form, at);
        for (var child = Form.FirstChild(form, at); child < end; child = Form.Next(form, child))
            found.Add(Cost(form, child));
        return found;
    }

    /// <summary>The anchors whose cost that is: of AND those of its cheapest child, of OR all, of a count of children those of as many as can't all be missing.</summary>
    private void CollectAnchors(ReadOnlySpan<int> form, int at)
    {
        var op = Form.OpAt(form, at);
        if (op == Op.Leaf)
            _anchors.Add(Form.Argument(form, at));
        if (op is not (Op.And or Op.Or or Op.AtLeast))
            return;
        var children = new List<(float Cost, int At)>();
        var end = Form.Next(form, at);
        for (var child = Form.FirstChild(form, at); child < end; child = Form.Next(form, child))
            children.Add((Cost(form, child), child));
        children.Sort();
        var count = op == Op.And ? 1 : op == Op.Or ? children.Count : children.Count - form[at + 2] + 1;
        foreach (var (_, child) in children.Take(count))
            CollectAnchors(form, child);
    }

    /// <summary>Alternatives of leaves become one leaf each.</summary>
    private void Simplify(ReadOnlySpan<int> form, int at, IntBuffer to)
    {
        var op = Form.OpAt(form, at);
        if (op is not (Op.And or Op.Or or Op.AtLeast or Op.Not))
        {
            to.Add(form[at]);
            return;
        }
        if (op == Op.Or && HasOnlyLeaves(form, at))
        {
            to.Add(Form.Head(Op.Leaf, SetOf(form[at..Form.Next(form, at)])));
            return;
        }
        var (start, end, first) = (to.Count, Form.Next(form, at), Form.FirstChild(form, at));
        to.Add(form[at..first]);
        for (var child = first; child < end; child = Form.Next(form, child))
            Simplify(form, child, to);
        if (op != Op.Not)
            to[start + 1] = to.Count - start;
    }

    private int SetOf(ReadOnlySpan<int> alternatives)
    {
        _set.Clear();
        _set.Add(alternatives);
        _set.Items.AsSpan(2, _set.Count - 2).Sort();
        return leaves.Add(_set.Span);
    }

    private static bool HasOnlyLeaves(ReadOnlySpan<int> form, int at) => Form.Next(form, at) - at == 2 + Form.Argument(form, at)
        && !form.Slice(at + 2, Form.Argument(form, at)).ContainsAnyExceptLeaves();
}
