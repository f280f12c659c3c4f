using System.Text;
using Search.Analysis.Standard;
using Search.Analysis.Unicode;

namespace Search.Analysis.Articles;

/// <summary>
/// What a word that somebody typed into a query may match in an article. Each word of the text is one value; terms are folded exactly as
/// <see cref="WordsAnalyzer"/> and <see cref="StemsAnalyzer"/> fold articles. Immutable.
/// </summary>
/// <param name="Written">The word as typed.</param>
/// <param name="Form">Its folded form, a term of <c>title</c> and <c>body</c>.</param>
/// <param name="Term">
/// The term of <c>title</c> and <c>body</c> to look for: <see cref="Form"/>, or the form in capitals where <see cref="IsAcronym"/>.
/// </param>
/// <param name="HasCapital">Typed with a capital letter: it matches its own form only, in any case, and <see cref="Stems"/> is empty.</param>
/// <param name="IsAcronym">A function word typed in capitals (IS, US, WHO): it matches only where the article writes it so.</param>
/// <param name="Stems">
/// Terms of <c>title.stem</c> and <c>body.stem</c> to look for beside <see cref="Form"/>, distinct, the likeliest first; those of
/// languages other than English and Arabic begin with ~. Empty for names, function words and numbers.
/// </param>
/// <param name="Position">The word's position in the text, from 0, as in a phrase.</param>
/// <param name="Start">First byte of the word in the text's UTF-8.</param>
/// <param name="End">Byte after its last.</param>
public sealed record WordForms(
    string Written, string Form, string Term, bool HasCapital, bool IsAcronym, IReadOnlyList<string> Stems, int Position, int Start, int End)
{
    private const TokenFlags AnyCapital = TokenFlags.Capitalised | TokenFlags.AllCapitals | TokenFlags.MixedCase;

    /// <summary>The words of <paramref name="text"/> in order; none where it has no word in it.</summary>
    /// <param name="text">One word or several, as typed (al-Assad is two).</param>
    /// <param name="language">The language of the articles to search, where it is known; null searches them all.</param>
    public static IReadOnlyList<WordForms> Of(string text, string? language = null)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var stream = new TokenStream(new StandardTokenizer(StandardTokenizerOptions.LowerCaseAscii), new FoldFilter());
        var words = new List<WordForms>();
        var position = -1;
        stream.Reset(utf8);
        while (stream.Next(out var batch))
        {
            for (var i = 0; i < batch.Count; i++)
            {
                position += batch.PositionIncrement[i];
                words.Add(Of(utf8, batch, i, position, language));
            }
        }
        return words;
    }

    /// <summary>Folds case and accents of any text, part of a word included, and cuts nothing: for prefixes, wildcards and patterns.</summary>
    public static string Fold(string text) => Folding.Fold(text);

    private static WordForms Of(byte[] utf8, TokenBatch batch, int index, int position, string? language)
    {
        var flags = batch.Flags[index];
        var form = Encoding.UTF8.GetString(batch.Term(index));
        var (start, end) = (batch.StartOffset[index], batch.EndOffset[index]);
        var written = Encoding.UTF8.GetString(utf8, start, end - start);
        var hasCapital = (flags & AnyCapital) != TokenFlags.None;
        var isAcronym = FunctionWords.IsAcronym(flags, batch.Term(index));
        return new WordForms(written, form, isAcronym ? form.ToUpperInvariant() : form, hasCapital, isAcronym,
            hasCapital ? [] : StemsOf(written, batch.Term(index), flags, language), position, start, end);
    }

    private static string[] StemsOf(string written, ReadOnlySpan<byte> folded, TokenFlags flags, string? language)
    {
        if (ArticleStemmers.ForWritten(language) is { } stems && stems.Covers(folded))
            return [stems.Term(written)];
        if (!StemsFilter.HasStem(folded))
            return [];
        var form = Encoding.UTF8.GetString(folded);
        var stem = StemOfFolded(form, flags, language);
        return language is null ? StemsOfAny(written, form, stem) : [stem];
    }

    private static string StemOfFolded(string form, TokenFlags flags, string? language)
    {
        var stemmer = (flags & TokenFlags.Arabic) != TokenFlags.None ? ArticleStemmers.ForArabic(language)
            : (flags & TokenFlags.Ascii) != TokenFlags.None ? ArticleStemmers.ForLatin(language) : null;
        return stemmer?.Stem(form) ?? form;
    }

    /// <summary>English's or Arabic's stem; the word itself, which articles in languages without a stemmer have in their stem fields; the stems of the other languages.</summary>
    private static string[] StemsOfAny(string written, string form, string stem)
    {
        var utf8 = Encoding.UTF8.GetBytes(form);
        var others = ArticleStemmers.EveryWritten.Where(stems => stems.Covers(utf8)).Select(stems => stems.Term(written));
        return [.. new[] { stem, form }.Concat(others).Distinct(StringComparer.Ordinal)];
    }
}
