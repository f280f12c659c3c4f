namespace Search.Testing.Relevance;

/// <summary>One document of a test collection; texts that it does not have are empty.</summary>
public sealed record IrDocument(string Id, string Title, string Body)
{
    /// <summary>Headline and text as one, unless the text begins with the headline, as in Cranfield's.</summary>
    public string Text => Title.Length == 0 || Body.StartsWith(Title, StringComparison.Ordinal) ? Body : $"{Title} . {Body}";
}
