namespace Search.Analysis.Unicode;

/// <summary>What kind of token the word break rules found: Lucene's token types. The numbers stand in the generated tables.</summary>
internal enum TokenKind : byte
{
    None = 0,
    Alphanumeric = 1,
    Numeric = 2,
    SouthEastAsian = 3,
    Ideographic = 4,
    Hiragana = 5,
    Katakana = 6,
    Hangul = 7,
    Emoji = 8,
}
