using Search.Ingest.Text;

namespace Search.Ingest.Pages;

/// <summary>What a block of text looks like: a sentence, a paragraph, a heading.</summary>
internal static class TextShape
{
    private const int ParagraphLength = 90;
    private const int SentenceWords = 6;
    private const int HeadlineWords = 35;

    /// <summary>True when the last mark ends a sentence, before closing quotes and brackets.</summary>
    public static bool EndsSentence(string block)
    {
        for (var at = block.Length - 1; at >= 0 && at > block.Length - 6; at--)
        {
            if (block[at] is '.' or '!' or '?' or '؟' or '…' or '。' or ':' or '۔')
                return true;
            if (block[at] is not ('"' or '\'' or '”' or '’' or '»' or ')' or ']' or ' ' or '“' or '„'))
                return false;
        }
        return false;
    }

    /// <summary>Running text: long, or a whole sentence.</summary>
    public static bool IsParagraph(string block) =>
        EndsSentence(block) ? CleanText.CountWords(block) >= SentenceWords : block.Length >= ParagraphLength && CleanText.CountWords(block) >= 14;

    /// <summary>Could be a headline: some words in one line that are no paragraph.</summary>
    public static bool IsHeadline(string block) =>
        block.Length is >= 4 and <= 300 && CleanText.CountWords(block) is >= 1 and <= HeadlineWords
        && !(block.EndsWith('.') && !block.EndsWith("...", StringComparison.Ordinal) && CleanText.CountWords(block) > 12);

    /// <summary>Letters and digits in lower case: two texts that differ in marks and spaces only are the same.</summary>
    public static string Fold(string text) => string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
