using System.Text;
using Search.Alerts.Bodies;

namespace Search.Alerts.Tests.Bodies;

public sealed class TextLinesTests
{
    [Fact]
    public void Words_fill_lines_and_go_on_under_the_first()
    {
        var words = string.Join(' ', Enumerable.Repeat("word", 30));
        Assert.Equal(
            $"1. {string.Join(' ', Enumerable.Repeat("word", 14))}\n   {string.Join(' ', Enumerable.Repeat("word", 14))}\n   word word\n",
            Lines("1. ", "   ", words));
    }

    [Fact]
    public void A_word_that_is_longer_than_a_line_stays_whole()
    {
        var endless = new string('x', 500);
        Assert.Equal($"a\n{endless}\nb\n", Lines("", "", $"a {endless} b"));
    }

    [Fact]
    public void An_isolate_that_goes_on_over_a_break_is_closed_and_opened_again()
    {
        var words = "x " + Isolate.Of(string.Join(' ', Enumerable.Repeat("القلمون", 12))) + " y";
        Assert.Equal(
            $"x \u2068{string.Join(' ', Enumerable.Repeat("القلمون", 9))}\u2069\n\u2068{string.Join(' ', Enumerable.Repeat("القلمون", 3))}\u2069 y\n",
            Lines("", "", words));
    }

    [Fact]
    public void Marks_on_letters_and_isolates_take_no_column()
    {
        Assert.Equal(7, TextLines.Append(new StringBuilder(), "", "", Isolate.Of("مَعَارِك x")));
        Assert.Equal("\n", Lines("", "", ""));
    }

    private static string Lines(string first, string rest, string words)
    {
        var text = new StringBuilder();
        TextLines.Append(text, first, rest, words);
        return text.ToString();
    }
}
