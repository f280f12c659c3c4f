using System.Text.RegularExpressions;
using Search.Ingest.Text;

namespace Search.Ingest.Pages;

/// <summary>Sentences that stand around stories on pages everywhere: sharing, following, reading time, credits, legal lines.</summary>
internal static partial class Boilerplate
{
    private const int LongestPlea = 320;
    private const int LongestCaption = 420;
    private const int LongestEnd = 90;

    /// <summary>A block that belongs to the page, not to the story.</summary>
    public static bool IsChrome(string block) =>
        IsLabel(block) || block.Length <= LongestPlea && Plea().IsMatch(block);

    /// <summary>A caption: a short block that credits a picture.</summary>
    public static bool IsCaption(string block) => block.Length <= LongestCaption && (Credit().IsMatch(block) || block.Length < 200 && CreditAtEnd().IsMatch(block));

    /// <summary>A heading after which nothing of the story follows: comments, related stories, the author's box.</summary>
    public static bool EndsStory(string block) => block.Length <= LongestEnd && End().IsMatch(block);

    /// <summary>"3 min read" and its like.</summary>
    public static bool IsReadingTime(string block) => block.Length < 60 && ReadingTime().IsMatch(block);

    /// <summary>A reference to another story: "Read more: ...".</summary>
    public static bool IsReference(string block) => block.Length <= 250 && Reference().IsMatch(block);

    private static bool IsLabel(string block) => block.Length < 80 && (Label().IsMatch(block) || ReadingTime().IsMatch(block)) || !block.Any(char.IsLetterOrDigit);

    /// <summary>Name of an outlet or section around the headline: few words, no sentence.</summary>
    public static bool IsShortLabel(string block) => CleanText.CountWords(block) <= 3 && !TextShape.EndsSentence(block);

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"^\W*(?:\d+|one|two|three|four|five)[\s-]*(?:–\s*\d+\s*)?(?:min(?:ute)?s?\.?)[\s-]+(?:read|reading|lesezeit|de lecture|de lectura)\b|^\W*(?:est(?:imated)?\.?\s+)?(?:reading|read)[\s-]+time\b|^\W*(?:lesezeit|lesedauer|temps de lecture|tiempo de lectura)\b|^\W*(?:مدة|وقت|زمن) القراءة|^\W*\d+\s+(?:دقيقة|دقائق)(?:\s+(?:قراءة|للقراءة))?\W*$", Options, 1000)]
    private static partial Regex ReadingTime();

    [GeneratedRegex(@"^\W*(?:share|tweet|retweet|pin(?: it)?|print|e-?mail|save|like|copy link|link copied!?|facebook|twitter|x|linkedin|whatsapp|telegram|reddit|instagram|youtube|pinterest|messenger|google\+|rss|menu|home|search|close|open|login|log in|sign in|sign up|register|subscribe(?: now| today)?|donate(?: now)?|advertisement|advertise|ad|ads|sponsored(?: content)?|promoted|skip to (?:main )?content|skip advertisement|story continues below(?: advertisement)?|article continues (?:below|after).*|continue reading(?: below)?|back to top|top|next|previous|prev|newer|older|next (?:article|story|post)|previous (?:article|story|post)|loading(?: \.\.\.|\.\.\.|…)?|listen(?: to (?:this )?(?:article|story))?|watch|play|pause|video|audio|photo|photos|image|gallery|comments?|\d+ comments?|no comments?|\d+ shares?|\d+ views?|views?: ?\d+|credits?|share (?:this|on|via|with|the|it)\b.{0,50}|(?:comment|like|share)s? \d+|tags?:?.{0,40}|topics?:?|categor(?:y|ies):?.{0,40}|filed under:?.{0,50}|posted in:?.{0,50}|teilen|drucken|anzeige|werbung|kommentare?(?: \(?\d+\)?)?|partager|imprimer|publicité|compartir|imprimir|publicidad|شارك(?:ها)?|مشاركة|طباعة|إعلان|اعلان|تعليقات?|انسخ الرابط|نسخ الرابط|حجم الخط|الرئيسية|القائمة|بحث)\W*$", Options, 1000)]
    private static partial Regex Label();

    [GeneratedRegex(@"^\W*(?:please )?(?:share|print|e-?mail) this\b|\b(?:like|follow|find|join) us on\b|\bfollow (?:us|me|him|her|them|@\w+|[\p{L} ]{3,40}) (?:on|at|via) (?:twitter|facebook|instagram|x\b|social|telegram|linkedin|youtube|google)|^\W*(?:for )?more (?:stories )?(?:from|by|on|about) [\p{L} .'’-]{2,60}(?:,| visit| click|:|$)|\b(?:sign up|subscribe) (?:for|to) (?:our|the|my|this|get|receive)\b.{0,120}(?:newsletter|e-?mail|updates|alerts|podcast|channel|feed|briefing|inbox)|\bget (?:the|our) .{0,60}(?:newsletter|in your inbox|delivered)|\bdownload (?:our|the) .{0,30}\bapp\b|\b(?:we|this (?:web)?site|our partners) uses? cookies\b|\bby (?:continuing|using) (?:to (?:use|browse) )?(?:this|our) (?:web)?site\b|\ball rights reserved\b|^\W*(?:copyright|©|\(c\)\s*\d{4})|\bthis (?:article|story|post|piece|material) (?:was )?(?:originally|first) (?:appeared|published|posted)\b|^\W*(?:click|tap) here\b|\bmay not be (?:published|reproduced),?|^\W*(?:related|see also|read also|also read|read more|read next|recommended|you may (?:also )?like|you might (?:also )?like|more stories|most (?:read|popular|viewed)|trending|latest (?:news|stories)|editor'?s'? picks?|don'?t miss|what to read next|in case you missed it|more (?:news|headlines))\b[^.!?]{0,120}$|^\W*(?:leave a (?:reply|comment)|post a comment|add a comment|join the (?:conversation|discussion)|comments are closed|log in to (?:comment|reply)|view (?:all )?comments|\d+ thoughts on)|\b(?:support|enable) javascript\b|\bjavascript (?:is|must be|appears to be) (?:disabled|enabled)\b|^\W*(?:send|submit) (?:us )?(?:your )?(?:tips?|feedback|corrections?)\b|\bhave (?:a |you got a )?(?:news )?tips?\?|^\W*(?:last )?(?:updated|modified)(?: on| at)?\s*:|(?:^|\s)(?:تابعنا|تابعونا|انضم(?:وا)? إلى|اشترك(?:وا)? (?:في|معنا|الآن)|جميع الحقوق محفوظة|حقوق النشر|اقرأ أيضا|اقرأ أيضاً|إقرأ أيضا|اقرا ايضا|شاهد أيضا|مواضيع (?:ذات صلة|متعلقة)|أخبار ذات صلة|للمزيد من|شارك (?:المقال|الخبر|هذا|على)|مشاركة (?:المقال|الخبر))", Options, 1000)]
    private static partial Regex Plea();

    [GeneratedRegex(@"\b(?:photo(?:graph)?s?|image|picture|pic|illustration|graphic|video|screenshot|screengrab|cover|bild|foto)\s*(?:by|courtesy|credit|source|:|via|/|©)|^\W*(?:photo(?:graph)?s?|image|picture|caption|foto|bild(?:quelle)?|credit|source|صورة|الصورة)\s*(?:by|:|\||-|©|/)|\bcourtesy of\b.{0,60}$|\bcredit\s*:|\(\s*(?:photo|image|picture|ap|afp|reuters|getty|epa)\b[^)]{0,60}\)\s*\.?$|\b(?:file|handout|stock) (?:photo|image|picture)\b.{0,30}$", Options, 1000)]
    private static partial Regex Credit();

    [GeneratedRegex(@"(?:\b(?:AFP|Reuters|AP|EPA|Getty(?: Images)?|Shutterstock|iStock|Anadolu(?: Agency)?|AA|dpa|Xinhua|Bloomberg|WireImage)\s*(?:/|via|\|)\s*[\p{L} .'’/-]{2,60}|[/|]\s*(?:AFP|Reuters|AP|EPA|EPA-EFE|Getty(?: Images)?|Shutterstock|Anadolu|dpa|Bloomberg)(?: Photo| Images| via .{2,30})?|©.{2,40}|\[(?:[^\]]{0,40}(?:AFP|Reuters|AP|EPA|Getty|Al Jazeera|File)[^\]]{0,40})\])\s*\W?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CreditAtEnd();

    [GeneratedRegex(@"^\W*(?:share this(?: \p{L}+)?|share(?:d)? (?:on|via|with) .*|(?:\d+|no|leave a|post a|add a|add your|write a|your|reader|user|view|show|all|join the)?\s*(?:comments?|repl(?:y|ies)|responses?|conversation|discussion)(?: \(?\d+\)?| on .*| to .*)?|related(?: \p{L}+){0,3}|(?:more|other|similar|recent|latest|popular|recommended|previous|top) (?:\p{L}+ )?(?:stories|articles|news|posts|reading|headlines|coverage|from .*|on this .*|in this .*|like this)|you (?:may|might) (?:also )?(?:like|be interested in|enjoy).*|(?:read|see|watch) (?:also|next|more)|most (?:read|popular|viewed|shared|commented)|trending(?: now)?|recommended(?: for you)?|about the authors?|about [\p{L}. ]+ author|newsletter|sign up.*|subscribe.*|footer|leave a reply|advertisement|kommentare?(?: \(\d+\))?|kommentar schreiben|ähnliche (?:artikel|beiträge)|das könnte (?:sie|dich) auch interessieren|mehr zum thema|commentaires?|sur le même sujet|à lire aussi|comentarios|noticias relacionadas|مواضيع (?:ذات صلة|متعلقة)|أخبار ذات صلة|اقرأ أيضا[ً]?|التعليقات|تعليقات|أضف تعليق(?:ا)?|المزيد من .*|الأكثر قراءة)\W*$", Options, 1000)]
    private static partial Regex End();

    [GeneratedRegex(@"^\W*(?:read(?: more| also| next| the full (?:story|article)| this)?|also read|see also|see more|related(?: (?:story|article|stories|articles|coverage|video))?|more(?: on this)?|watch(?: more| now)?|further reading|learn more|lesen sie auch|mehr dazu|lire aussi|lea también|اقرأ أيضا[ً]?|اقرأ المزيد|للمزيد|شاهد|طالع أيضا[ً]?)\s*[:|»>›-]", Options, 1000)]
    private static partial Regex Reference();
}
