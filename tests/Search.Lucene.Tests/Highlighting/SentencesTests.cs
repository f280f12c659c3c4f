using Search.Lucene.Highlighting;

namespace Search.Lucene.Tests.Highlighting;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("One. Two! Three? Four", "One.|Two!|Three?|Four")]
    [InlineData("He said \"No.\" Then he left.", "He said \"No.\"|Then he left.")]
    [InlineData("Mr. Smith of the U.S. Army met Gen. Petraeus. They talked.", "Mr. Smith of the U.S. Army met Gen. Petraeus.|They talked.")]
    [InlineData("It fell 3.5 percent. e.g. this one.", "It fell 3.5 percent. e.g. this one.")]
    [InlineData("Title\nBody text. More", "Title|Body text.|More")]
    [InlineData("هل بدأ؟ نعم. لا۔ ثم", "هل بدأ؟|نعم.|لا۔|ثم")]
    [InlineData("一。二！三", "一。|二！|三")]
    [InlineData("", "")]
    [InlineData("...", "...")]
    public void Cuts_where_a_reader_would(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Sentences.Of(text).Select(range => text[range.Start..range.End])));
}
