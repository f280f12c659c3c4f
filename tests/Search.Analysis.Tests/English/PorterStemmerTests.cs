using Search.Analysis.English;
using Search.Testing;

namespace Search.Analysis.Tests.English;

public class PorterStemmerTests
{
    [SharedFact("data/stemmers/porter.tsv.gz")]
    public void Every_word_of_the_Snowball_list_gets_its_stem_but_for_the_three_known_departures() =>
        SnowballVocabulary.AssertEvery(new PorterStemmer(), "porter", IsDeparture);

    /// <summary>The list is of the paper of 1980; its author and Lucene leave words of two letters alone and treat -logi and -bli.</summary>
    private static bool IsDeparture(string word, string listed) =>
        word.Length <= 2 || listed.EndsWith("logi", StringComparison.Ordinal) || listed.EndsWith("bli", StringComparison.Ordinal);
}
