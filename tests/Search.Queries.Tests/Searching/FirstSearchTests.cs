using Search.Queries.Searching;

namespace Search.Queries.Tests.Searching;

public class FirstSearchTests
{
    /// <summary>What finds nothing would leave most of the code untouched.</summary>
    [Fact]
    public void The_rehearsal_finds_words_and_a_phrase_as_a_search_does()
    {
        var passages = FirstSearch.Rehearse();

        Assert.Contains(passages, passage => passage.Ranges.Any(range => passage.Text[range] == "oil"));
        Assert.Contains(passages, passage => passage.Ranges.Any(range => passage.Text[range] == "dry"));
    }
}
