namespace Search.Lucene.Codecs.BlockTree;

/// <summary>Where <see cref="TermsEnum.SeekCeil"/> came to.</summary>
internal enum SeekStatus
{
    /// <summary>Behind the last term.</summary>
    End,

    /// <summary>On the term that was asked for.</summary>
    Found,

    /// <summary>On the first term after it.</summary>
    NotFound,
}
