using Search.Analysis.Russian;
using Search.Testing;

namespace Search.Analysis.Tests.Russian;

public class RussianStemmerTests
{
    [SharedFact("data/stemmers/russian.tsv.gz")]
    public void Every_word_of_the_Snowball_list_gets_its_stem() => SnowballVocabulary.AssertEvery(new RussianStemmer(), "russian");
}
