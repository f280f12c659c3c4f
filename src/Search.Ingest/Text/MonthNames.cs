namespace Search.Ingest.Text;

/// <summary>Month names of the languages that pages are read in; keys are in lower case, without a final full stop.</summary>
internal static class MonthNames
{
    private static readonly Dictionary<string, int> Months = Build(
    [
        "january jan enero ene janvier janv januar jänner jän janeiro gennaio gen januari ocak января январь styczeń stycznia يناير كانون_الثاني جانفي",
        "february feb febrero février févr fév februar fevereiro fev febbraio februari şubat февраля февраль luty lutego فبراير شباط فيفري",
        "march mar marzo mars märz mrz maerz março maart mrt mart марта март marzec marca مارس آذار اذار",
        "april apr abril abr avril avr aprile nisan апреля апрель kwiecień kwietnia أبريل ابريل إبريل نيسان أفريل",
        "may mayo mai maio maggio mag mei mayıs мая май maj maja مايو أيار ايار ماي",
        "june jun junio juin juni junho giugno giu haziran июня июнь czerwiec czerwca يونيو يونيه حزيران جوان",
        "july jul julio juillet juil juli julho luglio lug temmuz июля июль lipiec lipca يوليو يوليه تموز جويلية",
        "august aug agosto ago août aout ağustos augustus августа август sierpień sierpnia أغسطس اغسطس آب أوت",
        "september sep sept septiembre septembre setembro set settembre eylül сентября сентябрь wrzesień września سبتمبر أيلول ايلول",
        "october oct octubre octobre oktober okt outubro out ottobre ott ekim октября октябрь październik października أكتوبر اكتوبر تشرين_الأول تشرين_الاول",
        "november nov noviembre novembre novembro kasım ноября ноябрь listopad listopada نوفمبر تشرين_الثاني",
        "december dec diciembre dic décembre déc dezember dez dezembro dicembre desember aralık декабря декабрь grudzień grudnia ديسمبر كانون_الأول كانون_الاول",
    ]);

    /// <summary>1 to 12, or 0 for what is no month.</summary>
    public static int Find(ReadOnlySpan<char> word)
    {
        Span<char> lower = stackalloc char[24];
        word = word.TrimEnd('.');
        if (word.Length == 0 || word.Length > lower.Length)
            return 0;
        var length = word.ToLowerInvariant(lower);
        return Months.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(lower[..length], out var month) ? month : 0;
    }

    private static Dictionary<string, int> Build(string[] names)
    {
        var months = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var month = 0; month < names.Length; month++)
        {
            foreach (var name in names[month].Split(' '))
                months[name] = month + 1;
        }
        return months;
    }
}
