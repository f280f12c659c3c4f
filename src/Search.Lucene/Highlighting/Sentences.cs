using System.Buffers;

namespace Search.Lucene.Highlighting;

/// <summary>
/// Cuts a text into sentences, well enough for passages: at line breaks, and after . ! ? and their Arabic and East Asian kin (with the
/// closing quotes that follow) when the next word does not begin in lower case; not after initials and common abbreviations.
/// </summary>
internal static class Sentences
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(".!?…؟۔。！？\n\r\u2028\u2029");

    /// <summary>These end a sentence whatever follows.</summary>
    private static readonly SearchValues<char> Always = SearchValues.Create("。！？\n\r\u2028\u2029");

    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "sgt", "capt", "maj", "adm", "sen", "rep", "gov", "rev", "st", "jr", "sr", "vs",
        "inc", "corp", "ltd", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    };

    /// <summary>The sentences as char ranges: ascending, trimmed of white space, none empty.</summary>
    public static List<(int Start, int End)> Of(string text)
    {
        var sentences = new List<(int Start, int End)>();
        var start = 0;
        for (var at = 0; at < text.Length;)
        {
            var found = text.AsSpan(at).IndexOfAny(Ends);
            if (found < 0)
                break;
            var terminator = at + found;
            at = AfterClosing(text, terminator);
            if (!EndsBefore(text, terminator, at))
                continue;
            Add(text, start, at, sentences);
            start = at;
        }
        Add(text, start, text.Length, sentences);
        return sentences;
    }

    /// <summary>Index after the terminator at <paramref name="at"/>, its repetitions and closing quotes and brackets.</summary>
    private static int AfterClosing(string text, int at)
    {
        at++;
        while (at < text.Length && (Ends.Contains(text[at]) || text[at] is '"' or '\'' or '”' or '’' or '»' or ')' or ']'))
            at++;
        return at;
    }

    private static bool EndsBefore(string text, int terminator, int next)
    {
        if (next >= text.Length)
            return true;
        if (text.AsSpan(terminator, next - terminator).ContainsAny(Always))
            return true;
        if (!char.IsWhiteSpace(text[next]))
            return false;
        var word = next;
        while (word < text.Length && char.IsWhiteSpace(text[word]))
            word++;
        if (word < text.Length && char.IsLower(text[word]))
            return false;
        return text[terminator] != '.' || !IsAbbreviation(text, terminator);
    }

    private static bool IsAbbreviation(string text, int dot)
    {
        var start = dot;
        while (start > 0 && char.IsLetter(text[start - 1]))
            start--;
        var word = text.AsSpan(start, dot - start);
        return (word.Length == 1 && char.IsUpper(word[0])) || Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
    }

    private static void Add(string text, int start, int end, List<(int Start, int End)> sentences)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        if (end > start)
            sentences.Add((start, end));
    }
}
