using Search.Lucene.Documents;
using Search.Lucene.Searching;
using Search.Percolation.Tests.Properties;
using Search.Testing.Model;

namespace Search.Percolation.Tests;

/// <summary>
/// Many patterns over words that are made out of theirs by a few edits, so that a choice of pieces that a term need not have is found out: against
/// running every query.
/// </summary>
public sealed class PatternPropertyTests
{
    private const int Rounds = 15;
    private const int Patterns = 100;
    private const int Documents = 10;
    private const int WordsOfDocument = 15;

    [Fact]
    public void A_word_fulfils_exactly_the_patterns_that_describe_it()
    {
        var oracle = new Oracle(WordAnalyzer.Instance);
        var rounds = 0L;
        foreach (var seed in Seeds.Of(Rounds))
        {
            var words = new EditedWords(seed);
            Query[] queries = [.. Enumerable.Range(0, Patterns).Select(_ => Pattern(words))];
            var documents = Enumerable.Range(0, Documents).Select(_ => Body(string.Join(' ', Enumerable.Range(0, WordsOfDocument).Select(_ => words.Next()))));
            oracle.AssertAgrees(queries, [.. documents], $"{Seeds.SeedVariable}={seed} {Seeds.RoundsVariable}=1");
            rounds++;
        }
        Assert.InRange(oracle.Matches, rounds * Patterns * Documents / 10, rounds * Patterns * Documents * 3 / 4);
    }

    [Fact]
    public void Beginnings_longer_than_any_table_are_compared_to_their_end()
    {
        var word = string.Concat(Enumerable.Range(0, 30).Select(i => $"part{i}"));
        Query[] queries = [.. Enumerable.Range(1, word.Length).Select(length => new PrefixQuery("body", word[..length])), new PrefixQuery("body", word + "x"), new PrefixQuery("body", word[..64] + "x")];
        new Oracle(WordAnalyzer.Instance).AssertAgrees(queries, [Body(word), Body(word[..62]), Body(word[..63]), Body(word[..64]), Body(word[..65]), Body(word[..64] + "xy"), Body("part")], "long");
    }

    private static Document Body(string text) => new Document().Add(Field.Text("body", text, stored: false));

    private static Query Pattern(EditedWords words)
    {
        var (random, word) = (words.Random, words.Word());
        int At() => random.Next(word.Length + 1);
        var (from, to) = (At(), At());
        var middle = word[Math.Min(from, to)..Math.Max(from, to)];
        return random.Next(12) switch
        {
            < 5 => new FuzzyQuery("body", word, random.Next(1, 3), random.Next(3) == 0 ? random.Next(5) : 0, FuzzyQuery.Unlimited, random.Next(4) > 0),
            5 => new WildcardQuery("body", $"*{middle}*"),
            6 => new WildcardQuery("body", $"{word[..from]}?{word[Math.Min(word.Length, from + 1)..]}"),
            7 => new WildcardQuery("body", $"{word[..Math.Min(from, to)]}*{word[Math.Max(from, to)..]}"),
            8 => new PrefixQuery("body", word[..from]),
            9 => new RegexpQuery("body", $"{word[..Math.Min(from, to)]}({middle})?{word[Math.Max(from, to)..]}"),
            10 => new RegexpQuery("body", $"({word}|{words.Word()}).?"),
            _ => new RegexpQuery("body", random.Next(4) switch
            {
                0 => $"~(.*{word[..1]}.*)",
                1 => $".*{middle}.*&~({word})",
                2 => $"({word[..from]}){{0,2}}{word[from..]}",
                _ => $"[{word[0]}b]{word[1..]}+",
            }),
        };
    }

    /// <summary>A few long words of few letters, and words made out of them by up to three edits: letters left out, put in, changed, exchanged with the next.</summary>
    private sealed class EditedWords
    {
        private readonly string[] _words;
        private readonly string _letters;

        public EditedWords(int seed)
        {
            Random = new Random(seed);
            _letters = "abcdéقص"[..Random.Next(2, 8)];
            _words = [.. Enumerable.Range(0, 12).Select(_ => string.Concat(Random.GetItems<char>(_letters, Random.Next(2, 18))))];
        }

        public Random Random { get; }

        public string Word() => _words[Random.Next(_words.Length)];

        public string Next()
        {
            var word = Word();
            for (var edits = Random.Next(4); edits > 0; edits--)
                word = Edited(word);
            return word;
        }

        private string Edited(string word)
        {
            var at = Random.Next(word.Length);
            var letter = _letters[Random.Next(_letters.Length)].ToString();
            return Random.Next(4) switch
            {
                0 when word.Length > 1 => word.Remove(at, 1),
                1 => word.Insert(at, letter),
                2 when at + 1 < word.Length => $"{word[..at]}{word[at + 1]}{word[at]}{word[(at + 2)..]}",
                _ => $"{word[..at]}{letter}{word[(at + 1)..]}",
            };
        }
    }
}
