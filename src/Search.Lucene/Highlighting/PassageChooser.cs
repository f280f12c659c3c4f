using System.Globalization;

namespace Search.Lucene.Highlighting;

/// <summary>Cuts a text into passages of a sane length and picks the ones that show the most different matches.</summary>
internal sealed class PassageChooser
{
    private readonly TextMap _map;
    private readonly HighlightOptions _options;
    private readonly List<(int Start, int End, MatchReason Reason)> _matches = [];

    public PassageChooser(TextMap map, IReadOnlyList<MatchReason> reasons, HighlightOptions options)
    {
        _map = map;
        _options = options;
        foreach (var reason in reasons)
            _matches.Add((map.CharAt(reason.Offset), map.CharAt(reason.Offset + reason.Length), reason));
    }

    public List<Passage> Choose()
    {
        var stretches = Stretches();
        if (_matches.Count == 0)
            return _options.StartWhenNothingMatches && stretches.Count > 0 ? [Passage(Beginning(stretches[0]), 0)] : [];
        return Passages(stretches);
    }

    public Passage Whole() => Passage(new Stretch(0, _map.Text.Length, CutBefore: false, CutAfter: false), _matches.Count);

    /// <summary>The best stretches that show a match, in the order of the text; of equal ones the earlier.</summary>
    private List<Passage> Passages(List<Stretch> stretches)
    {
        var best = new List<int>(_options.Passages + 1);
        var scores = new float[stretches.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = Score(stretches[i]);
            if (scores[i] <= 0)
                continue;
            var rank = best.Count;
            while (rank > 0 && scores[best[rank - 1]] < scores[i])
                rank--;
            best.Insert(rank, i);
            if (best.Count > _options.Passages)
                best.RemoveAt(best.Count - 1);
        }
        best.Sort();
        return best.ConvertAll(i => Passage(stretches[i], scores[i]));
    }

    /// <summary>Sentences, the short ones joined, the long ones cut.</summary>
    private List<Stretch> Stretches()
    {
        var stretches = new List<Stretch>();
        foreach (var (start, end) in Sentences.Of(_map.Text))
        {
            if (end - start > _options.MaxLength)
                AddPieces(start, end, stretches);
            else if (stretches.Count > 0 && stretches[^1] is { CutAfter: false } last && IsShort(last) && end - last.Start <= _options.MaxLength)
                stretches[^1] = last with { End = end };
            else
                stretches.Add(new Stretch(start, end, CutBefore: false, CutAfter: false));
        }
        return stretches;
    }

    private bool IsShort(Stretch stretch) => stretch.End - stretch.Start < _options.GoodLength;

    /// <summary>Cuts a long sentence around its matches; parts without any are left out, but for its beginning.</summary>
    private void AddPieces(int start, int end, List<Stretch> stretches)
    {
        var from = start;
        for (var i = FirstMatch(start); i < _matches.Count && _matches[i].Start < end;)
        {
            var center = Math.Max(from, _matches[i].Start - _options.GoodLength / 2);
            var pieceStart = center == from ? from : WordStart(center, from);
            var pieceEnd = pieceStart + _options.MaxLength >= end ? end : WordEnd(pieceStart + _options.MaxLength, Math.Max(pieceStart + 1, _matches[i].End));
            stretches.Add(new Stretch(pieceStart, pieceEnd, CutBefore: pieceStart > start, CutAfter: pieceEnd < end));
            from = pieceEnd;
            while (i < _matches.Count && _matches[i].Start < pieceEnd)
                i++;
        }
        if (from == start)
            stretches.Add(Beginning(new Stretch(start, end, CutBefore: false, CutAfter: false)));
    }

    private Stretch Beginning(Stretch stretch)
    {
        if (stretch.End - stretch.Start <= _options.MaxLength)
            return stretch;
        return stretch with { End = WordEnd(stretch.Start + _options.MaxLength, stretch.Start + 1), CutAfter = true };
    }

    private int FirstMatch(int start)
    {
        var i = 0;
        while (i < _matches.Count && _matches[i].Start < start)
            i++;
        return i;
    }

    /// <summary>The first word's beginning from <paramref name="at"/> on that is near, else the grapheme there; not before <paramref name="least"/>.</summary>
    private int WordStart(int at, int least)
    {
        var space = _map.Text.AsSpan(at, Math.Min(40, _map.Text.Length - at)).IndexOfAny(' ', '\u00A0', '\t');
        return space >= 0 ? at + space + 1 : Math.Max(least, Grapheme(at));
    }

    /// <summary>The end of the last word before <paramref name="at"/>, if one ends after <paramref name="least"/>; else the grapheme there.</summary>
    private int WordEnd(int at, int least)
    {
        if (at >= _map.Text.Length)
            return _map.Text.Length;
        var space = least < at ? _map.Text.AsSpan(least, at - least + 1).LastIndexOfAny(' ', '\u00A0', '\t') : -1;
        if (space >= 0)
            return least + space;
        return Math.Max(least, Grapheme(at));
    }

    /// <summary>The nearest beginning of a user-visible character, at or before <paramref name="at"/>.</summary>
    private int Grapheme(int at)
    {
        // A safe place to begin looking: white space never continues a character.
        var start = Math.Max(0, at - 64);
        while (start > 0 && !char.IsWhiteSpace(_map.Text[start]))
            start--;
        while (start < at)
        {
            var length = StringInfo.GetNextTextElementLength(_map.Text.AsSpan(start));
            if (start + length > at)
                break;
            start += length;
        }
        return start;
    }

    /// <summary>Different terms count most, repetitions little; earlier passages win ties.</summary>
    private float Score(Stretch stretch)
    {
        var first = FirstMatch(stretch.Start);
        if (first == _matches.Count || _matches[first].Start >= stretch.End)
            return 0;
        var byTerm = new Dictionary<string, (float Weight, int Count)>(StringComparer.Ordinal);
        for (var i = first; i < _matches.Count && _matches[i].Start < stretch.End; i++)
        {
            var reason = _matches[i].Reason;
            var known = byTerm.GetValueOrDefault(reason.Term);
            byTerm[reason.Term] = (Math.Max(known.Weight, _options.Weight?.Invoke(reason) ?? 1f), known.Count + 1);
        }
        var sum = 0f;
        foreach (var (weight, count) in byTerm.Values)
            sum += weight * (1f + 0.25f * (1f - 1f / count));
        return sum == 0 ? 0 : sum * (1f + 0.1f / (1f + stretch.Start / 1000f));
    }

    private Passage Passage(Stretch stretch, float score)
    {
        var text = string.Create(stretch.End - stretch.Start, (_map.Text, stretch.Start), static (chars, source) =>
        {
            source.Text.AsSpan(source.Start, chars.Length).CopyTo(chars);
            foreach (ref var c in chars)
                c = char.IsControl(c) ? ' ' : c;
        });
        return new Passage(text, Ranges(stretch), score, _map.ByteAt(stretch.Start), stretch.CutBefore, stretch.CutAfter);
    }

    private List<Range> Ranges(Stretch stretch)
    {
        var ranges = new List<Range>();
        var last = (Start: -1, End: -1);
        for (var i = FirstMatch(stretch.Start); i < _matches.Count && _matches[i].End <= stretch.End; i++)
        {
            var (start, end) = (_matches[i].Start - stretch.Start, _matches[i].End - stretch.Start);
            if (end <= start)
                continue;
            if (start < last.End)
            {
                last.End = Math.Max(last.End, end);
                ranges[^1] = last.Start..last.End;
                continue;
            }
            last = (start, end);
            ranges.Add(start..end);
        }
        return ranges;
    }

    private sealed record Stretch(int Start, int End, bool CutBefore, bool CutAfter);
}
