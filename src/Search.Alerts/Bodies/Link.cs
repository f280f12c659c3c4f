namespace Search.Alerts.Bodies;

/// <summary>Words that lead to an address: <c>Stop this alert</c>. In the text part the address stands after them.</summary>
internal sealed record Link(string Words, string Address);
