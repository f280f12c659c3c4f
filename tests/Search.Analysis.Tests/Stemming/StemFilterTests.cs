using System.Text;
using Search.Analysis.English;
using Search.Analysis.Standard;
using Search.Analysis.Stemming;

namespace Search.Analysis.Tests.Stemming;

public class StemFilterTests
{
    [Fact]
    public void Remembered_stems_are_the_stemmers_own()
    {
        var random = new Random(9);
        var stemmer = new Porter2Stemmer();
        var stream = new TokenStream(new StandardTokenizer(StandardTokenizerOptions.LowerCaseAscii), new StemFilter(stemmer));
        string[] endings = ["", "s", "ed", "ing", "ation", "ational", "fulness", "hoping", "es", "y"];
        for (var round = 0; round < 200; round++)
        {
            var words = Enumerable.Range(0, 300)
                .Select(_ => new string(random.GetItems("aeiouybdlnrst".ToCharArray(), random.Next(1, 9))) + endings[random.Next(endings.Length)])
                .ToArray();
            words = random.GetItems(words, 600);
            Assert.Equal(words.Select(stemmer.Stem), Tokens.All(stream, Encoding.UTF8.GetBytes(string.Join(' ', words))).Select(token => token.Term));
        }
    }

    [Fact]
    public void Keywords_keep_their_form() => Assert.Equal("running run", Tokens.Of(
        new TokenStream(new StandardTokenizer(), new KeywordMarkerFilter(new TermSet("running")), new StemFilter(new PorterStemmer())),
        "running runs"u8.ToArray()));
}
