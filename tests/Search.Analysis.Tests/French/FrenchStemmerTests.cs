using Search.Analysis.French;
using Search.Testing;

namespace Search.Analysis.Tests.French;

public class FrenchStemmerTests
{
    [SharedFact("data/stemmers/french.tsv.gz")]
    public void Every_word_of_the_Snowball_list_gets_its_stem() => SnowballVocabulary.AssertEvery(new FrenchStemmer(), "french");
}
