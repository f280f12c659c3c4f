using Search.Analysis.German;
using Search.Testing;

namespace Search.Analysis.Tests.German;

public class GermanStemmerTests
{
    [SharedFact("data/stemmers/german.tsv.gz")]
    public void Every_word_of_the_Snowball_list_gets_its_stem() => SnowballVocabulary.AssertEvery(new GermanStemmer(), "german");
}
