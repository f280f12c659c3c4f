namespace Search.Data.Matches;

/// <summary>A match that was recorded now, and what is to become of it.</summary>
public readonly record struct AddedMatch(long AlertId, MatchState State);
