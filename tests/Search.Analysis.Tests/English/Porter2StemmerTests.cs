using Search.Analysis.English;
using Search.Testing;

namespace Search.Analysis.Tests.English;

public class Porter2StemmerTests
{
    [SharedFact("data/stemmers/english.tsv.gz")]
    public void Every_word_of_the_Snowball_list_gets_its_stem() => SnowballVocabulary.AssertEvery(new Porter2Stemmer(), "english");
}
