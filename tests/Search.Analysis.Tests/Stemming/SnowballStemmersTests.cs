using Search.Analysis.English;
using Search.Analysis.French;
using Search.Analysis.German;
using Search.Analysis.Italian;
using Search.Analysis.Portuguese;
using Search.Analysis.Russian;
using Search.Analysis.Spanish;
using Search.Analysis.Stemming;
using Search.Analysis.Turkish;

namespace Search.Analysis.Tests.Stemming;

/// <summary>What holds for every stemmer made after a description of the Snowball project.</summary>
public class SnowballStemmersTests
{
    private const int Rounds = 60_000;

    private static readonly Dictionary<string, (Stemmer Stemmer, string Letters, string[] Pieces)> Languages = new(StringComparer.Ordinal)
    {
        ["en"] = (new Porter2Stemmer(), "aeiouybcdlnrst'", ["ing", "eed", "ational", "ly", "'s"]),
        ["fr"] = (new FrenchStemmer(), "aeiouyéèëïâîçqulnst'", ["issement", "ement", "iqU", "ïs", "qu'", "eaux", "aise", "irions", "ions"]),
        ["de"] = (new GermanStemmer(), "aeiouyäöüßbdhlnrst'", ["keit", "lich", "erinnen", "nis", "ß", "que", "'sch", "et"]),
        ["es"] = (new SpanishStemmer(), "aeiouáéíóúüñbdglmnrsty", ["iéndo", "selas", "yendo", "amente", "gué", "ación"]),
        ["it"] = (new ItalianStemmer(), "aeiouàèéìòùcghlmnqrt'", ["gliela", "ando", "amente", "ità", "dell'", "iamo"]),
        ["pt"] = (new PortugueseStemmer(), "aeiouãõáéíóúâêôçcglmnst~", ["ção", "ções", "eira", "amente", "ível", "íamos"]),
        ["ru"] = (new RussianStemmer(), "аеёиоуыэюябвйлмнстшщь", ["ившись", "ейше", "ость", "ющими", "нн", "ся"]),
        ["tr"] = (new TurkishStemmer(), "aeıioöuübcdgğklmnsşty'", ["ndaki", "ları", "nın", "casına", "mış", "ler", "daki", "sınız"]),
    };

    public static TheoryData<string> Codes => [.. Languages.Keys];

    [Theory]
    [InlineData("fr", "attaques attaque attaqué", "attaqu attaqu attaqu")]
    [InlineData("fr", "l'attaque qu'elle jusqu'au officiellement généraux", "attaqu elle jusqu'au officiel général")]
    [InlineData("fr", "mauvais française palais bijoux canoë naïves brûlées", "mauvais franc palais bijou cano naïv brûl")]
    [InlineData("de", "häuser haeuser haus straßen strasse", "haus haus haus strass strass")]
    [InlineData("de", "lehrerinnen lehrer regierungen regierung internet systeme möglichkeiten", "lehr lehr regier regier internet system moglich")]
    [InlineData("es", "naciones nación nacion rápidamente diciéndome", "nacion nacion nacion rapid dic")]
    [InlineData("es", "atacaron atacar gobierno gobiernos biología", "atac atac gobiern gobi biolog")]
    [InlineData("it", "attacchi attacco dell'attacco governi università colpiscono", "attacc attacc attacc govern univers colp")]
    [InlineData("it", "divano divani diva portandogli famiglie", "divan divan div port famigl")]
    [InlineData("pt", "atacaram atacar governos universidades consegue corações", "atac atac govern univers conseg coraçõ")]
    [InlineData("ru", "войны войной правительства правительство боевиков боевики ёлка", "войн войн правительств правительств боевик боевик елк")]
    [InlineData("ru", "взорвавшись важнейшие возможности", "взорва важн возможн")]
    [InlineData("tr", "evlerimizden evler saldırıları saldırılar türkiye'dir kitabı adı", "ev ev saldırı saldırı türki kitap ad")]
    [InlineData("tr", "o'connor 'evler' hükümetin göçmenler soyad", "o'connor ev hükümet göçmen soyad")]
    public void Forms_of_a_word_have_one_stem(string language, string words, string stems) =>
        Assert.Equal(stems, string.Join(' ', words.Split(' ').Select(Languages[language].Stemmer.Stem)));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Any_letters_give_a_stem_that_fits_and_touch_nothing_behind_it(string language)
    {
        var (stemmer, letters, pieces) = Languages[language];
        var random = new Random(17);
        var room = new char[600];
        for (var round = 0; round < Rounds; round++)
        {
            var word = RandomWord(random, letters, pieces);
            room.AsSpan().Fill('#');
            word.CopyTo(room);
            var length = stemmer.Stem(room, word.Length);
            Assert.InRange(length, 0, word.Length + Stemmer.MaxGrowth);
            Assert.True(room.AsSpan(word.Length + Stemmer.MaxGrowth).IndexOfAnyExcept('#') < 0, word);
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Letters_of_other_scripts_and_signs_do_no_harm(string language)
    {
        var random = new Random(18);
        for (var round = 0; round < Rounds / 10; round++)
        {
            var word = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(0x0700))]);
            Assert.InRange(Languages[language].Stemmer.Stem(word).Length, 0, word.Length + Stemmer.MaxGrowth);
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Very_long_words_end_soon(string language)
    {
        var (stemmer, letters, pieces) = Languages[language];
        foreach (var piece in letters.Select(letter => letter.ToString()).Concat(pieces))
            Assert.InRange(stemmer.Stem(string.Concat(Enumerable.Repeat(piece, 20_000))).Length, 0, 20_000 * piece.Length + Stemmer.MaxGrowth);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Stemming_allocates_nothing(string language)
    {
        var (stemmer, letters, pieces) = Languages[language];
        var random = new Random(19);
        var words = Enumerable.Range(0, 2000).Select(_ => RandomWord(random, letters, pieces)).ToArray();
        var room = new char[600];
        // The runtime allocates now and then for itself, once; a stemmer that does, does so in each round.
        Assert.Contains(0, Enumerable.Range(0, 5).Select(_ => AllocatedBy(() => StemAll(stemmer, words, room))));
    }

    private static long AllocatedBy(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void StemAll(Stemmer stemmer, string[] words, char[] room)
    {
        foreach (var word in words)
        {
            word.CopyTo(room);
            stemmer.Stem(room, word.Length);
        }
    }

    /// <summary>Letters of the language and some of its endings, in any order, up to a few hundred.</summary>
    private static string RandomWord(Random random, string letters, string[] pieces)
    {
        var parts = Enumerable.Range(0, random.Next(random.Next(50) == 0 ? 60 : 6))
            .Select(_ => random.Next(3) == 0 ? pieces[random.Next(pieces.Length)] : new string(random.GetItems<char>(letters, random.Next(1, 5))));
        return string.Concat(parts);
    }
}
