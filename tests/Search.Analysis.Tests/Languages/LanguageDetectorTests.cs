using Search.Analysis.Languages;

namespace Search.Analysis.Tests.Languages;

public class LanguageDetectorTests
{
    [Theory]
    [InlineData("en", "The rebels said they had captured the town after a week of fighting.")]
    [InlineData("fr", "Les rebelles ont pris la ville après une semaine de combats, selon l’armée.")]
    [InlineData("de", "Die Aufständischen haben die Stadt nach einer Woche eingenommen.")]
    [InlineData("es", "Los rebeldes tomaron la ciudad tras una semana de combates.")]
    [InlineData("it", "I ribelli hanno preso la città dopo una settimana di combattimenti.")]
    [InlineData("pt", "Os rebeldes tomaram a cidade após uma semana de combates.")]
    [InlineData("ru", "Повстанцы захватили город после недели боёв.")]
    [InlineData("tr", "İsyancılar bir hafta süren çatışmalardan sonra şehri ele geçirdi.")]
    [InlineData("ar", "سيطر المسلحون على المدينة بعد أسبوع من القتال")]
    [InlineData("fa", "شورشیان پس از یک هفته نبرد شهر را گرفتند")]
    [InlineData("ur", "باغیوں نے ایک ہفتے کی لڑائی کے بعد شہر پر قبضہ کر لیا")]
    [InlineData("uk", "Повстанці захопили місто після тижня боїв, повідомила армія.")]
    [InlineData("bg", "Бунтовниците превзеха града след едноседмични боеве, съобщи армията.")]
    [InlineData("nl", "De rebellen hebben de stad na een week van gevechten ingenomen.")]
    [InlineData("pl", "Rebelianci zajęli miasto po tygodniu walk, podało wojsko.")]
    [InlineData("he", "המורדים כבשו את העיר")]
    [InlineData("el", "Οι αντάρτες κατέλαβαν την πόλη")]
    [InlineData("ja", "反政府勢力が町を制圧した")]
    [InlineData("zh", "叛軍佔領了城鎮的中心")]
    [InlineData("ko", "반군이 도시를 점령했다")]
    public void A_sentence_says_its_language(string language, string text) => Assert.Equal(language, LanguageDetector.Detect(text));

    [Theory]
    [InlineData("fr", "L’armée syrienne reprend Alep aux rebelles")]
    [InlineData("de", "Tote bei Anschlag auf die Botschaft in Kabul")]
    [InlineData("es", "El Gobierno rechaza la propuesta de los rebeldes")]
    [InlineData("it", "Attacco alla base, tre morti nella notte")]
    [InlineData("pt", "Governo rejeita proposta dos rebeldes e não negocia")]
    [InlineData("tr", "Saldırıda üç kişi öldü, çok sayıda yaralı var")]
    [InlineData("ru", "В Алеппо начались переговоры о перемирии")]
    [InlineData("fa", "گفتگوی وزیران خارجه ایران و ترکیه در تهران")]
    [InlineData("ar", "الجيش يستعيد قرى في ريف حلب")]
    public void So_does_a_headline(string language, string text) => Assert.Equal(language, LanguageDetector.Detect(text));

    [Theory]
    [InlineData("")]
    [InlineData("12345 67890 !?")]
    [InlineData("Qalamoun")]
    [InlineData("Qalamoun Mountains")]
    [InlineData("Bashar al-Assad, Vladimir Putin")]
    [InlineData("Erdoğan, Çavuşoğlu")]
    [InlineData("Москва")]
    [InlineData("Tribunal Internacional")]
    [InlineData("the and der und le et")]
    [InlineData("Aleppo حلب Алеппо")]
    public void What_is_not_clear_has_none(string text) => Assert.Null(LanguageDetector.Detect(text));

    [Fact]
    public void Names_and_quotations_of_another_language_do_not_decide() => Assert.Equal("en", LanguageDetector.Detect(
        "President Erdoğan and Foreign Minister Çavuşoğlu said at the Élysée that “la guerre est finie” was not what they had been told by the government."));

    [Fact]
    public void Combining_marks_and_capitals_make_no_difference()
    {
        Assert.Equal("ar", LanguageDetector.Detect("قَالَ الرَّئِيسُ إِنَّ الجَيْشَ فِي المَدِينَةِ"));
        Assert.Equal("es", LanguageDetector.Detect("EL GOBIERNO RECHAZA LA PROPUESTA DE LOS REBELDES"));
    }

    [Fact]
    public void Any_characters_give_an_answer_and_allocate_nothing()
    {
        var random = new Random(31);
        var texts = Enumerable.Range(0, 2000)
            .Select(_ => new string([.. Enumerable.Range(0, random.Next(300)).Select(_ => (char)random.Next(random.Next(2) == 0 ? 0x0700 : 0x10000))])).ToArray();
        LanguageDetector.Detect(texts[0]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var text in texts)
            LanguageDetector.Detect(text);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
