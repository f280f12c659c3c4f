namespace Search.Analysis.Standard;

/// <summary>What <see cref="StandardTokenizer"/> does beside cutting tokens.</summary>
[Flags]
public enum StandardTokenizerOptions
{
    None = 0,

    /// <summary>Terms have their ASCII letters in lower case: cheaper than doing it later. Other letters are left to <see cref="LowerCaseFilter"/>.</summary>
    LowerCaseAscii = 1,

    /// <summary>Sets <see cref="TokenFlags.SentenceStart"/>.</summary>
    MarkSentences = 2,

    /// <summary>Sets <see cref="TokenFlags.Shouted"/>.</summary>
    MarkShouting = 4,
}
