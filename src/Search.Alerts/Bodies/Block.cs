namespace Search.Alerts.Bodies;

/// <summary>A part of a mail's body. <see cref="BodyHtml"/> and <see cref="BodyText"/> write the same blocks, so both say the same in the same order.</summary>
internal abstract record Block;
