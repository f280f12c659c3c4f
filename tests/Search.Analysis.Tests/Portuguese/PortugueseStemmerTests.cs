using Search.Analysis.Portuguese;
using Search.Testing;

namespace Search.Analysis.Tests.Portuguese;

public class PortugueseStemmerTests
{
    [SharedFact("data/stemmers/portuguese.tsv.gz")]
    public void Every_word_of_the_Snowball_list_gets_its_stem() => SnowballVocabulary.AssertEvery(new PortugueseStemmer(), "portuguese");
}
