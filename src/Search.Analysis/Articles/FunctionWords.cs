using System.Text;
using Search.Analysis.Arabic;
using Search.Analysis.Unicode;

namespace Search.Analysis.Articles;

/// <summary>Words that only hold a sentence together: pronouns, articles, prepositions, conjunctions, auxiliaries. Folded forms.</summary>
public static class FunctionWords
{
    /// <summary>
    /// English: the closed word classes, compiled for this project. Written in capitals within mixed-case text, one of these is an acronym
    /// (IS, US, WHO, IT).
    /// </summary>
    public static TermSet English { get; } = TermSet.Parse(
        """
        a an the this that these those
        i me my mine myself we us our ours ourselves you your yours yourself yourselves
        he him his himself she her hers herself it its itself they them their theirs themselves one ones
        who whom whose which what whoever whatever whichever
        am is are was were be been being isn't aren't wasn't weren't
        have has had having haven't hasn't hadn't do does did doing done don't doesn't didn't
        can could may might must shall should will would cannot can't couldn't won't wouldn't shouldn't mustn't
        i'm i've i'd i'll you're you've you'd you'll he'd he'll she'd she'll it'd it'll we're we've we'd we'll they're they've they'd they'll
        about above across after against along amid among around as at before behind below beneath beside between beyond by
        despite down during except for from in inside into like near of off on onto out outside over past per since through
        throughout till to toward towards under until up upon via with within without
        and but or nor so yet if though although because unless while whereas whether than then
        not no any some each every either neither both all such same other another
        here there when where why how again also just too very only even ever never now once
        more most much many few less least own
        """);

    /// <summary>Arabic: <see cref="ArabicAnalyzer.StopWords"/>, folded.</summary>
    public static TermSet Arabic { get; } = new(ArabicStopWords().Select(Folding.Fold));

    /// <summary>True for a folded function word of English or Arabic.</summary>
    internal static bool Contains(ReadOnlySpan<byte> folded) => !folded.IsEmpty && (folded[0] < 0x80 ? English : Arabic).Contains(folded);

    /// <summary>True for a word as written, in capitals, whose folded form is a function word: IS, US, WHO.</summary>
    internal static bool IsAcronym(TokenFlags flags, ReadOnlySpan<byte> folded) =>
        (flags & (TokenFlags.AllCapitals | TokenFlags.Shouted | TokenFlags.Ascii)) == (TokenFlags.AllCapitals | TokenFlags.Ascii)
        && English.Contains(folded);

    private static IEnumerable<string> ArabicStopWords() => ArabicAnalyzer.StopWords.Terms.Select(Encoding.UTF8.GetString);
}
