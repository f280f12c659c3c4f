namespace Search.Ingest.Feeds;

/// <summary>An element of a feed's tree, under a name that no longer depends on the prefixes its author chose (see <see cref="FeedNamespaces"/>).</summary>
internal sealed class FeedElement(string name, FeedElement? parent)
{
    public string Name { get; } = name;

    public FeedElement? Parent { get; } = parent;

    public List<FeedElement> Children { get; } = [];

    public Dictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    /// <summary>Character data directly inside, references resolved, without that of children.</summary>
    public string Text { get; set; } = "";

    /// <summary>Everything inside as written; CDATA sections unwrapped only when there are no children.</summary>
    public string Inner { get; set; } = "";

    public string? this[string attribute] => Attributes.GetValueOrDefault(attribute);

    public FeedElement? Child(string name) => Children.Find(child => child.Name == name);

    public IEnumerable<FeedElement> All(string name) => Children.Where(child => child.Name == name);

    /// <summary>Trimmed text of the first child of a name that has any; null for none.</summary>
    public string? TextOf(string name) => All(name).Select(child => child.Text.Trim()).FirstOrDefault(text => text.Length > 0);

    /// <summary>Elements of a name anywhere below, in document order; not inside each other.</summary>
    public IEnumerable<FeedElement> Below(string name)
    {
        foreach (var child in Children)
        {
            if (child.Name == name)
                yield return child;
            else
            {
                foreach (var inner in child.Below(name))
                    yield return inner;
            }
        }
    }

    /// <summary>The nearest value of an inherited attribute (<c>xml:base</c>, <c>xml:lang</c>).</summary>
    public string? Inherited(string attribute)
    {
        for (var element = this; element is not null; element = element.Parent)
        {
            if (element[attribute] is { Length: > 0 } value)
                return value;
        }
        return null;
    }
}
