namespace Search.Lucene.Indexing;

/// <summary>What a writer does about an index that exists, or does not.</summary>
public enum OpenMode
{
    /// <summary>Goes on with the index that is there, or begins one.</summary>
    CreateOrAppend = 0,

    /// <summary>Begins an empty index; the documents of an old one go with the first commit.</summary>
    Create = 1,

    /// <summary>Goes on with the index that is there; without one, <see cref="IndexNotFoundException"/>.</summary>
    Append = 2,
}
