using Search.Ingest.Text;

namespace Search.Ingest.Tests.Text;

public sealed class LanguageGuessTests
{
    [Theory]
    [InlineData("The rebels captured the headquarters in the area on Sunday, and they said that it was over.", "en")]
    [InlineData("أعلنت السلطات اليوم أن المعابر ستفتح غداً أمام المدنيين", "ar")]
    [InlineData("Die Regierung hat am Montag erklärt, dass sie das Gesetz nicht ändern wird und die Kritik für falsch hält.", "de")]
    [InlineData("Le gouvernement a annoncé dans la soirée que les négociations sont terminées pour cette année.", "fr")]
    [InlineData("Qalamoun Mountains", null)]
    [InlineData("12345 67890", null)]
    [InlineData("", null)]
    [InlineData("دولت ایران روز یکشنبه گفت که گفتگوها با چین پیش می‌رود", "fa")]
    public void A_clear_text_says_its_language_and_a_doubtful_one_none(string text, string? expected) => Assert.Equal(expected, LanguageGuess.Of(text));

    [Theory]
    [InlineData("en-US", "en")]
    [InlineData("AR", "ar")]
    [InlineData("eng", "en")]
    [InlineData("rus", "ru")]
    [InlineData("ar", "ar")]
    [InlineData("e1", null)]
    [InlineData("und", null)]
    [InlineData("", null)]
    public void A_tag_is_its_primary_part(string tag, string? expected) => Assert.Equal(expected, LanguageGuess.Normalise(tag));
}
