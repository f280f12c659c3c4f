namespace Search.Ingest.Pages;

/// <summary>What a labelled line of a page's head says.</summary>
internal enum HeadKind
{
    None,
    Title,
    Author,
    Date,
}
