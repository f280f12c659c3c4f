using Search.Analysis.Articles;

namespace Search.Analysis.Tests.Articles;

public class WordKeysTests
{
    [Fact]
    public void Holds_the_keys_of_this_text_and_of_none_before()
    {
        var (random, keys) = (new Random(3), new WordKeys());
        for (var text = 0; text < 300; text++)
        {
            keys.Clear();
            var added = new HashSet<int>();
            // Many keys share a slot, and some texts have more than there are slots at first.
            for (var at = random.Next(700); at > 0; at--)
            {
                var key = random.Next(900) << random.Next(4);
                keys.Add(key);
                added.Add(key);
            }
            for (var key = 0; key < 7_200; key++)
                Assert.Equal(added.Contains(key), keys.Contains(key));
        }
    }
}
