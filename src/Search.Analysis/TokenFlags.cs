namespace Search.Analysis;

/// <summary>What a tokenizer or filter has seen of a token, for the filters after it.</summary>
[Flags]
public enum TokenFlags : ushort
{
    None = 0,

    /// <summary>Every byte of the term is ASCII. May be missing where a filter has made it so.</summary>
    Ascii = 1,

    /// <summary>The token has a digit in it (UAX #29 Numeric).</summary>
    Numeric = 2,

    /// <summary>Stemmers leave this token as it is (Lucene's KeywordAttribute).</summary>
    Keyword = 4,

    /// <summary>As written, the first letter was upper case and no other was; also a single capital letter.</summary>
    Capitalised = 8,

    /// <summary>As written, it had two or more letters and all were upper case.</summary>
    AllCapitals = 16,

    /// <summary>The first word of a sentence, as far as punctuation tells.</summary>
    SentenceStart = 32,

    /// <summary>Judged to be written as a name (Articles.NameTokenizer): never stemmed.</summary>
    Name = 64,

    /// <summary>Arabic script.</summary>
    Arabic = 128,

    /// <summary>Ideographic, Hiragana, Katakana, Hangul or South-East Asian token, as UAX #29 rules single them out.</summary>
    EastAsian = 256,

    /// <summary>As written, it had at least one upper-case and no title-like pattern (McDonald, iPhone).</summary>
    MixedCase = 512,

    /// <summary>All capitals in a sentence or line that is all capitals: the capitals say nothing.</summary>
    Shouted = 1024,
}
