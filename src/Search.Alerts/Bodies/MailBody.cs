namespace Search.Alerts.Bodies;

/// <summary>What a mail says, before it is written as text and as HTML.</summary>
/// <param name="Title">Of the HTML document: the subject.</param>
/// <param name="Blocks">From top to end.</param>
internal sealed record MailBody(string Title, IReadOnlyList<Block> Blocks);
