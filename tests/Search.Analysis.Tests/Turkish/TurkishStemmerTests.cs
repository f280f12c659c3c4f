using Search.Analysis.Turkish;
using Search.Testing;

namespace Search.Analysis.Tests.Turkish;

public class TurkishStemmerTests
{
    [SharedFact("data/stemmers/turkish.tsv.gz")]
    public void Every_word_of_the_Snowball_list_gets_its_stem() => SnowballVocabulary.AssertEvery(new TurkishStemmer(), "turkish");
}
