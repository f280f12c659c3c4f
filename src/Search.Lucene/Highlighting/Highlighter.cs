using Search.Analysis;
using Search.Lucene.Searching;

namespace Search.Lucene.Highlighting;

/// <summary>
/// Shows where and why texts match a query, by analysing them again: nothing is kept in the index for it. The words of a phrase count
/// only where the phrase stands. Immutable and thread-safe; make one for each query.
/// </summary>
public sealed class Highlighter(Query query)
{
    private readonly QueryTerms _terms = new(query);

    /// <summary>The best passages of a text, in the order of the text.</summary>
    /// <param name="utf8">The text as stored.</param>
    /// <param name="sources">The fields that were indexed from this text.</param>
    /// <param name="options">Lengths and numbers; null for the defaults.</param>
    public IReadOnlyList<Passage> Passages(ReadOnlyMemory<byte> utf8, IReadOnlyList<HighlightSource> sources, HighlightOptions? options = null) =>
        Passages(utf8, Reasons(utf8, sources), options);

    /// <summary>The same for <see cref="Reasons"/> of the text that are there already.</summary>
    public static IReadOnlyList<Passage> Passages(ReadOnlyMemory<byte> utf8, IReadOnlyList<MatchReason> reasons, HighlightOptions? options = null) =>
        new PassageChooser(new TextMap(utf8.Span), reasons, options ?? HighlightOptions.Default).Choose();

    /// <summary>The whole text as one passage, nothing cut: for titles.</summary>
    public Passage Whole(ReadOnlyMemory<byte> utf8, IReadOnlyList<HighlightSource> sources)
    {
        var reasons = Reasons(utf8, sources);
        return new PassageChooser(new TextMap(utf8.Span), reasons, HighlightOptions.Default).Whole();
    }

    /// <summary>Every word that made the text match, in the order of the text; a word may stand there for several fields.</summary>
    public IReadOnlyList<MatchReason> Reasons(ReadOnlyMemory<byte> utf8, IReadOnlyList<HighlightSource> sources)
    {
        var reasons = new List<MatchReason>();
        foreach (var source in sources)
        {
            if (_terms.Field(source.Field) is { } terms)
                AddReasons(utf8, source, terms, reasons);
        }
        reasons.Sort((left, right) => left.Offset != right.Offset ? left.Offset.CompareTo(right.Offset) : left.Length.CompareTo(right.Length));
        return reasons;
    }

    private static void AddReasons(ReadOnlyMemory<byte> utf8, HighlightSource source, FieldTerms terms, List<MatchReason> reasons)
    {
        var tokens = Find(utf8, source, terms);
        foreach (var phrase in terms.Phrases)
            phrase.Mark(tokens);
        foreach (var token in tokens)
        {
            if (token.Counts)
                reasons.Add(new MatchReason(source.Field, token.Term.ToString(), token.Start, token.End - token.Start, token.Position));
        }
    }

    private static List<FoundToken> Find(ReadOnlyMemory<byte> utf8, HighlightSource source, FieldTerms terms)
    {
        var analysis = source.Analysis ?? source.Field;
        var stream = source.Analyzer.Rent(analysis);
        var found = Find(stream, utf8, terms);
        source.Analyzer.Return(analysis, stream);
        return found;
    }

    private static List<FoundToken> Find(TokenStream stream, ReadOnlyMemory<byte> utf8, FieldTerms terms)
    {
        var found = new List<FoundToken>();
        stream.Reset(utf8);
        var position = -1;
        while (stream.Next(out var batch))
        {
            for (var i = 0; i < batch.Count; i++)
            {
                position += batch.PositionIncrement[i];
                var term = batch.Term(i);
                var alone = terms.MatchesAlone(term);
                if (alone || terms.IsPhraseTerm(term))
                    found.Add(new FoundToken(new TermBytes(term), batch.StartOffset[i], batch.EndOffset[i], position) { Counts = alone });
            }
        }
        return found;
    }
}
