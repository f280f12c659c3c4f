namespace Search.Data.Matches;

/// <summary>Something that an alert may have told a person of: a story group or an article.</summary>
public readonly record struct ToldKey(long AlertId, long RecipientId, long Key);
