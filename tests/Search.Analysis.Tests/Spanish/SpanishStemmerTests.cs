using Search.Analysis.Spanish;
using Search.Testing;

namespace Search.Analysis.Tests.Spanish;

public class SpanishStemmerTests
{
    [SharedFact("data/stemmers/spanish.tsv.gz")]
    public void Every_word_of_the_Snowball_list_gets_its_stem() => SnowballVocabulary.AssertEvery(new SpanishStemmer(), "spanish");
}
