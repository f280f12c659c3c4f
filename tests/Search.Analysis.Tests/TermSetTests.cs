using System.Globalization;
using System.Text;

namespace Search.Analysis.Tests;

public class TermSetTests
{
    [Fact]
    public void Holds_what_was_put_in_and_nothing_else()
    {
        var random = new Random(2);
        var words = Enumerable.Range(0, 500).Select(_ => new string(random.GetItems("abcقé".ToCharArray(), random.Next(1, 40)))).ToHashSet(StringComparer.Ordinal);
        var set = new TermSet(words);
        Assert.Equal(words.Count, set.Count);
        Assert.All(words, word => Assert.True(set.Contains(word)));
        Assert.All(words, word => Assert.Equal(words.Contains(word + "a"), set.Contains(word + "a")));
        Assert.False(set.Contains(""));
    }

    [Theory]
    [InlineData("item", 3)]
    [InlineData("it", 5)]
    [InlineData("a long item", 3)]
    public void Terms_with_one_beginning_do_not_crowd_in_a_few_slots(string beginning, int digits)
    {
        var slots = Enumerable.Range(0, 1_000)
            .Select(number => TermSet.Hash(Encoding.UTF8.GetBytes(beginning + number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0'))) & 4_095)
            .ToHashSet();
        Assert.InRange(slots.Count, 500, 1_000);
    }

    [Fact]
    public void A_list_may_have_comments_and_several_words_on_a_line()
    {
        var set = TermSet.Parse("a b # c\n\n d\r\n");
        Assert.Equal((3, false), (set.Count, set.Contains("c")));
    }
}
