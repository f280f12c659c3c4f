namespace Search.Alerts.Bodies;

/// <summary>An entry of a mail's list; numbered in text.</summary>
/// <param name="Title">Others' words, clean, one line.</param>
/// <param name="Address">Where the title leads; null for nowhere.</param>
/// <param name="Language">BCP 47 of the title; null when unknown.</param>
/// <param name="Blocks">What stands under the title.</param>
internal sealed record Item(string Title, string? Address, string? Language, IReadOnlyList<Block> Blocks) : Block;
