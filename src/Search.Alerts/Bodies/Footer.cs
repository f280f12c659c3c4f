namespace Search.Alerts.Bodies;

/// <summary>The end of a mail, set apart: in text by the line <c>-- </c> that mail programs know.</summary>
internal sealed record Footer(params IReadOnlyList<Block> Blocks) : Block;
