namespace Search.Lucene.Compatibility.Tests.Searching;

/// <summary>Queries of Lucene's classic syntax whose words stand for many terms, written by hand.</summary>
internal static class PatternQueries
{
    /// <summary>For the wires of 1987, analysed by the standard analyzer.</summary>
    public static string[] English { get; } =
    [
        // Wildcards
        "oil*", "o?l", "*oil", "*troleum", "pet*um", "p*t*l*m", "?il", "??l", "*", "title:*", "pri?e", "pr*ce*", "te?t", "*a*b*c*", "semicon*tor",
        "*-*", "1?87", "*87", "19*", "u.s*", "*'s", "??????????????????", "?", "a\\*", "a?\\?", "OIL*", "P?ICE*", "B*K", "*ING", "nosuch*word",
        "*xq*", "***", "*?", "?*?", "o*l^2", "oil*^0", "oi\\l*", "\\u006fil*", "źdźbło*", "*é*", "title:*bank*", "source:*", "url:*", "none:*",
        "+oil* +pri*", "+*il -pr*", "oil* price^2", "pr?ce^3 OR cr*de", "(oil* OR cru*) AND barrel?", "NOT oil*", "-oil* +price",
        "title:oil* body:pri*", "+trade +japan* +(def* OR sur*)", "\"oil price\" pr*", "\"crude oil\"~3 AND bar*", "+*:* -o*", "(*ing *ed)^3 oil",
        "+(+oil* +p*) -the", "oil* oil*", "oil* AND oil", "w* OR x* OR y* OR z*",
        // Regular expressions
        "/oil/", "/oi[lm]/", "/[0-9]{4}/", "/pric(e|es|ing)/", "/.*ing/", "/~(oil)/", "/@oil@/", "/(a|b|c).*/", "/<1980-1990>/", "/<80-90>/",
        "/<007-12>/", "/pe.{2,4}um/", "/[^a-z].*/", "/pr.*&.*ce/", "/pr@&~(price)/", "/\"oil\"s?/", "/#/", "/()/", "/[a-c][a-c]+/", "/PRICE/",
        "/.../", "/.{12}/", "/(un)?employ(ed|ment|er)s?/", "/[aeiou]{3,}.*/", "/b[au]nk.?/", "/[.]/", "/u\\.s/", "/19[78][0-9]/", "/a+b*c?/",
        "/~(.*e.*)&.{5}/", "+/oi./ +/pri.e/", "/oil/^2 price", "-/oil.*/ price", "title:/oil.*/", "/*a/", "/a{2,1}/", "/o{1}il/", "/(o|oi|oil)+/",
        "/]/", "/[]a]+/", "/[-a]/", "/oil|gas|coal/ AND price", "(/oil/ /gas/)^2", "/o\\/l/", "//", "/oil/~1", "/[a\\-z]/", "/((a|b)?c){2,3}/",
        "/~~oil/", "/~oil/", "/~o*/", "/.{2}&[a-m]+/",
        // Fuzzy words
        "oil~", "oil~1", "oil~2", "price~1", "petrolum~", "crude~1", "semicondutor~2", "japn~1", "japan~2^2", "japan^2~2", "barel~1 oil",
        "+barel~1 +crde~1", "-oil~1 price", "oil~0", "oil~0.5", "oil~0.3", "petroleum~0.8", "petroleum~0.7", "opec~0.9", "opec~5", "opec~x",
        "nosuchwordatall~2", "a~1", "ab~2", "x~2", "1987~1", "title:oil~1", "title:bakn~1 tarde~1", "(oil~1 OR gas~1) AND price", "the~1", "of~1",
        "u.s~1", "OIL~1", "Pirce~1", "said~2 reuter", "+(oil~1 barrel)", "tariff~1^0.5 dollar", "+*:* -trade~2", "dlrs~1 AND mln~1", "oil~1 oil",
        "interest~2", "government~2", "shares~1f", "nosuch:oil~1",
        // Ranges
        "[oil TO price]", "{oil TO price}", "[oil TO price}", "{oil TO price]", "[* TO a]", "[zz TO *]", "[* TO *]", "{* TO *}", "title:[a TO b]",
        "source:[* TO *]", "url:[a TO b]", "[1980 TO 1990]", "[\"oil\" TO \"price\"]", "[\"a b\" TO \"c d\"]", "[OIL TO PRICE]", "+[oil TO oils] +price",
        "-[a TO m] price", "[price TO oil]", "[oil TO oil]", "{oil TO oil}", "([a TO b] OR [x TO z])^2", "[TO TO tz]", "[oil TO price]^3 dollar",
        "none:[a TO b]", "[u\\.s TO u\\.z]", "[\\* TO a]",
        // All together
        "oil* AND pri?e~1 OR /dol.*/ NOT [a TO b]", "+o?l +/pri.*/ +barrel~1 +[d TO e]", "(oil~1)^2 (pr*)^3 /ban[kd]/^0.5", "title:(oil* OR /gas.*/ OR opec~1)",
        "\"crude oil\" +bar* -/x.*/ dollar~1",
    ];

    /// <summary>For Arabic news of 2023, analysed by the Arabic analyzer: the terms are stems.</summary>
    public static string[] Arabic { get; } =
    [
        "اسرائيل*", "إسرائيل*", "*رائيل", "فلسط?ن*", "فلسطي?", "ال*", "الاحتلال*", "*ين", "ح?اس", "*", "?", "؟", "*قدس*", "ال?دس", "م*ة", "*ة", "*ى",
        "أ*", "ا*ن", "٢٠٢٣*", "20*", "*3", "مـقـاوم*", "مُقاو*", "title:*غزة*", "title:*", "+اسرائيل* +غز*", "+*ين -سور*", "سور*^2 لبنان",
        "(غز* OR ضف*) AND احتلال", "\"الضفة الغربية\" مستوط*", "NOT اير*", "*a*", "a*", "ا*ا*ا*", "???", "*،*",
        "/اسر.*/", "/[ا-ي]{3}/", "/.*ون/", "/~(اسرائيل)/", "/@قدس@/", "/(سوري|لبنان|عراق).?/", "/<2020-2024>/", "/[0-9]+/", "/ا.*&.*ن/", "/[^ا-ي].*/",
        "/أسد/", "/فلسط(ين|ن)/", "/.{9,}/", "/ق[وا]./^2 جيش", "-/ا.*/ جيش", "title:/غز.*/", "/مقاوم[ةه]/", "/\"جيش\"/", "/م?حكوم./", "/[a-z]+/",
        "سوريا~1", "سوري~1", "فلسطين~2", "لبنان~1^2", "إيران~1", "ايرن~1", "اسرائل~1", "اسرئيل~2 جيش", "+مقاوم~1 +احتلال~1", "-غز~1 جيش", "غز~0", "غز~1",
        "مستوطن~0.7", "مستوطن~0.8", "القدس~", "٢٠٢٣~1", "2023~1", "title:جيش~1", "(جيش~1 OR شرط~1) AND مدين", "ا~1", "حمـاس~1", "مدرسة~1", "نتنياهو~2",
        "[ا TO ب]", "{ا TO ب}", "[ي TO *]", "[* TO ا]", "[* TO *]", "[2020 TO 2024]", "[٢٠٢٠ TO ٢٠٢٤]", "[أ TO إ]", "title:[ج TO ح]", "+[غز TO غزز] +جيش",
        "-[ا TO م] جيش", "([ا TO ب] OR [ه TO ي])^2", "[\"سوريا\" TO \"صوريا\"]",
        "اسر* AND جيش~1 OR /غز.*/ NOT [ن TO و]", "+ا?ران +/نو.*/", "(جيش~1)^2 (غز*)^3 /قدس/^0.5",
    ];
}
