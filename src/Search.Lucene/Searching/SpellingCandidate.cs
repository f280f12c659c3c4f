namespace Search.Lucene.Searching;

/// <summary>A term of the index near a word.</summary>
/// <param name="Term">The term.</param>
/// <param name="Edits">Edits that part it from the word, 1 or 2.</param>
/// <param name="DocFreq">Documents with it, in the field where it is most frequent.</param>
public sealed record SpellingCandidate(TermBytes Term, int Edits, long DocFreq);
