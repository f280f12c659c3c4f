using Search.Analysis.Italian;
using Search.Testing;

namespace Search.Analysis.Tests.Italian;

public class ItalianStemmerTests
{
    [SharedFact("data/stemmers/italian.tsv.gz")]
    public void Every_word_of_the_Snowball_list_gets_its_stem() => SnowballVocabulary.AssertEvery(new ItalianStemmer(), "italian");
}
