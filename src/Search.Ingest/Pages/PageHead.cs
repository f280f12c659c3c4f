using Search.Ingest.Text;

namespace Search.Ingest.Pages;

/// <summary>What stands above a story in a page's text: title, authors, date.</summary>
internal sealed class PageHead
{
    private const int BlocksRead = 60;
    private const int CandidatesKept = 24;
    private const int StoryWordsRead = 3_000;
    private const int ShortestTellingWord = 4;
    private const double TellingWeight = 3;
    private const double FactCost = 2.5;
    private const int LongestDateLine = 90;
    private const double RepeatedBonus = 1.5;
    private const double BeforeFactsBonus = 1.5;
    private const double DistanceCost = 0.11;

    private readonly List<(string Text, bool IsBeforeFacts)> _titles = [];
    private string? _labelledTitle;

    private PageHead()
    {
    }

    public string Title { get; private set; } = "";

    public IReadOnlyList<string> Authors { get; private set; } = [];

    public DateTimeOffset? Published { get; private set; }

    /// <summary>Reads the blocks before the story, the nearest ones only.</summary>
    public static PageHead Of(List<string> blocks, int start, int end)
    {
        var head = new PageHead();
        for (var at = Math.Max(0, start - BlocksRead); at < start; at++)
            head.Read(blocks[at]);
        head.ChooseTitle(blocks, start, end);
        return head;
    }

    /// <summary>Takes a block that stands inside or after the story but is none of it: a byline or date may follow a picture or end the story.</summary>
    public void ReadLate(string block) => ReadFacts(block, isLate: true);

    private void Read(string block)
    {
        var (kind, value) = HeadLabels.Read(block);
        if (kind == HeadKind.Title)
            _labelledTitle ??= CleanText.Title(value);
        else if (kind == HeadKind.Author)
            Authors = Authors.Count > 0 ? Authors : AuthorNames.Parse(value);
        else if (kind == HeadKind.Date && DateText.TryParse(value, out var date))
            Published ??= date;
        else if (!ReadFacts(block, isLate: false) && IsCandidate(block))
            _titles.Add((CleanText.Title(block), false));
    }

    private static bool IsCandidate(string block) =>
        TextShape.IsHeadline(block) && !Boilerplate.IsChrome(block) && !Boilerplate.IsCaption(block) && !Boilerplate.IsReference(block)
        && !Boilerplate.EndsStory(block);

    private bool ReadFacts(string block, bool isLate)
    {
        if (DatedBylines.TrySplit(block, out var authors, out var date))
            Take(authors, date, isLate);
        else if (DateText.IsOnlyDate(block, out date))
            Take([], date, isLate);
        else if (AuthorNames.IsByline(block))
            Take(AuthorNames.Parse(block), null, isLate);
        else if (block.Length < LongestDateLine && block.Any(char.IsDigit) && IsFact(block) && DateText.TryParse(block, out date))
            Take([], date, isLate);
        else
            return false;
        return true;
    }

    private void Take(IReadOnlyList<string> authors, DateTimeOffset? date, bool isLate)
    {
        if (Authors.Count == 0)
            Authors = authors;
        Published ??= date;
        if (!isLate && _titles.Count > 0)
            _titles[^1] = (_titles[^1].Text, true);
    }

    private void ChooseTitle(List<string> blocks, int start, int end)
    {
        var story = WordsOf(blocks.Skip(start).Take(end - start)).Take(StoryWordsRead).ToHashSet(StringComparer.Ordinal);
        if (_labelledTitle is not null)
            Title = _labelledTitle;
        else if (_titles.Count > 0)
            Title = Enumerable.Range(Math.Max(0, _titles.Count - CandidatesKept), Math.Min(CandidatesKept, _titles.Count))
                .MaxBy(at => Score(at, blocks, start, story)) is var best ? _titles[best].Text : "";
    }

    private static IEnumerable<string> WordsOf(IEnumerable<string> blocks) =>
        blocks.SelectMany(block => block.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Select(TextShape.Fold).Where(word => word.Length >= ShortestTellingWord);

    /// <summary>Share of a headline's longer words that the story says, too.</summary>
    private static double Telling(string title, HashSet<string> story)
    {
        var words = WordsOf([title]).ToList();
        return words.Count == 0 ? 0 : (double)words.Count(story.Contains) / Math.Max(words.Count, 3);
    }

    /// <summary>Dates with a word beside them, counts, telephone numbers.</summary>
    private static bool IsFact(string text) =>
        text.Count(char.IsDigit) * 3 > text.Count(char.IsLetterOrDigit) || (DateText.TryParse(text, out _) && CleanText.CountWords(text) <= 10);

    /// <summary>
    /// A headline has several words, of which the story says some, is often said twice, and stands just above date, byline or story;
    /// names of sites and sections are short.
    /// </summary>
    private double Score(int at, List<string> blocks, int start, HashSet<string> story)
    {
        var (text, isBeforeFacts) = _titles[at];
        var words = CleanText.CountWords(text);
        var score = words switch { 1 => text.Length > 12 ? 0.8 : 0, 2 => 0.5, 3 => 1.4, <= 25 => 3.0, _ => 1.5 };
        var fold = TextShape.Fold(text);
        if (words > 3 && blocks.Take(start + 3).Count(block => TextShape.Fold(block) == fold) > 1)
            score += RepeatedBonus;
        if (isBeforeFacts)
            score += BeforeFactsBonus;
        if (text.Contains(" | ", StringComparison.Ordinal) || text.Contains(" > ", StringComparison.Ordinal) || text.Contains(" » ", StringComparison.Ordinal))
            score -= 1.5;
        if (IsFact(text))
            score -= FactCost;
        score += Telling(text, story) * TellingWeight;
        return score - ((_titles.Count - 1 - at) * DistanceCost);
    }
}
