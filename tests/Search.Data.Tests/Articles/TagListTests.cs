using System.Text.Json;
using Search.Data.Articles;

namespace Search.Data.Tests.Articles;

public sealed class TagListTests
{
    private static readonly string[] Pieces = ["a", "World news", "\"", "\\", "\",\"", ",", "[", "]", "\"]", "<b>", "&", "'", "+", "`", "/", "é", "خبر", "😀", "\n", "\u007f", "\u2028", " ", ""];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Tags_are_written_and_read_as_a_serialiser_does(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 5_000; round++)
        {
            IReadOnlyList<string> tags = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Text(random))];
            var written = TagList.Write(tags);

            Assert.Equal(JsonSerializer.Serialize(tags), written);
            Assert.Equal(tags, TagList.Read(written));
        }
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_written_as_by_a_serialiser()
    {
        IReadOnlyList<string> tags = ["a\uD83Db"];
        Assert.Equal(JsonSerializer.Serialize(tags), TagList.Write(tags));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[ ]")]
    [InlineData("[\"\"]")]
    [InlineData("[\"a\", \"b\"]")]
    [InlineData("[ \"a\" ]")]
    [InlineData("[\"a\" ,\"b\"]")]
    [InlineData("[\"\u00e9\"]")]
    [InlineData("[\"é\",\"\"]")]
    public void A_list_that_another_program_wrote_is_read_too(string written) =>
        Assert.Equal(JsonSerializer.Deserialize<IReadOnlyList<string>>(written), TagList.Read(written));

    [Theory]
    [InlineData("")]
    [InlineData("[\"]")]
    [InlineData("[\"a]")]
    [InlineData("[\"a\"b\"]")]
    [InlineData("[\"a\"],[\"b\"]")]
    public void What_is_no_list_is_refused(string written) => Assert.Throws<JsonException>(() => TagList.Read(written));

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(3) > 0 ? Pieces[random.Next(2)] : Pieces[random.Next(Pieces.Length)]));
}
