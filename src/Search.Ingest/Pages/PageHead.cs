using Search.Ingest.Text;

namespace Search.Ingest.Pages;

/// <summary>What stands above a story in a page's text: candidates of a title, bylines, dates. Filled block by block, in order.</summary>
internal sealed class PageHead
{
    private const double RepeatedBonus = 2;
    private const double NearBylineBonus = 1.5;

    private readonly List<(string Text, int Order)> _titles = [];
    private string? _labelledTitle;
    private int _order;
    private int _firstFact = -1;

    public string Title { get; private set; } = "";

    public IReadOnlyList<string> Authors { get; private set; } = [];

    public DateTimeOffset? Published { get; private set; }

    /// <summary>Takes a block above the story.</summary>
    public void Read(string block)
    {
        _order++;
        var (kind, value) = HeadLabels.Read(block);
        if (kind == HeadKind.Title)
            _labelledTitle ??= CleanText.Title(value);
        else if (kind == HeadKind.Author && Authors.Count == 0)
            Authors = AuthorNames.Parse(value);
        else if (kind == HeadKind.Date || !ReadFacts(block))
            ReadOther(kind, value);
    }

    /// <summary>Takes a block that stands inside the story but is none of it: a byline or date may follow the picture or end the story.</summary>
    public void ReadLate(string block) => ReadFacts(block);

    /// <summary>Chooses the likeliest headline among the candidates.</summary>
    public void ChooseTitle(List<string> blocks, int start)
    {
        if (_labelledTitle is not null)
            Title = _labelledTitle;
        else if (_titles.Count > 0)
            Title = _titles.MaxBy(title => Score(title, blocks, start)).Text;
    }

    private void ReadOther(HeadKind kind, string value)
    {
        if (kind == HeadKind.Date && DateText.TryParse(value, out var date))
            Published ??= date;
        else if (kind == HeadKind.None && !Boilerplate.IsChrome(value) && !Boilerplate.IsCaption(value) && !Boilerplate.IsReference(value)
            && TextShape.IsHeadline(value))
            _titles.Add((CleanText.Title(value), _order));
    }

    private bool ReadFacts(string block)
    {
        if (DatedBylines.TrySplit(block, out var authors, out var date))
            Take(authors, date);
        else if (DateText.IsOnlyDate(block, out date))
            Take([], date);
        else if (AuthorNames.IsByline(block))
            Take(AuthorNames.Parse(block), null);
        else
            return false;
        return true;
    }

    private void Take(IReadOnlyList<string> authors, DateTimeOffset? date)
    {
        if (Authors.Count == 0)
            Authors = authors;
        Published ??= date;
        if (_firstFact < 0)
            _firstFact = _order;
    }

    /// <summary>A headline has several words, is often said twice, and stands just above date or byline; site and section names are short.</summary>
    private double Score((string Text, int Order) title, List<string> blocks, int start)
    {
        var words = CleanText.CountWords(title.Text);
        var score = words switch { 1 => 0, 2 => 0.5, 3 => 1.2, <= 25 => 3.0, _ => 1.5 };
        var fold = TextShape.Fold(title.Text);
        if (blocks.Take(start + 2).Count(block => TextShape.Fold(block) == fold) > 1)
            score += words > 3 ? RepeatedBonus : 0.5;
        if (_firstFact >= 0 && title.Order < _firstFact)
            score += NearBylineBonus / (_firstFact - title.Order);
        if (title.Text.Contains(" | ", StringComparison.Ordinal) || title.Text.Contains(" > ", StringComparison.Ordinal))
            score -= 1.5;
        return score - (title.Order * 0.05);
    }
}
