namespace Search.Queries.Syntax;

internal sealed partial class SyntaxParser
{
    private bool IsField() =>
        Here.Kind is QueryTokenKind.Word or QueryTokenKind.And or QueryTokenKind.Or or QueryTokenKind.Not
        && tokens[_at + 1] is { Kind: QueryTokenKind.Colon, SpaceBefore: false };

    private SyntaxNode? Field()
    {
        var name = Here;
        if (name.Text == "*")
            return Everything();
        if (!QueryFields.IsKnown(name.Text))
            return UnknownField(name);
        _at += 2;
        if (Here.Kind is QueryTokenKind.End or QueryTokenKind.Close or QueryTokenKind.And or QueryTokenKind.Or || IsSign(Here.Kind))
            return Stop(new SourceSpan(name.Span.Start, name.Span.End + 1), $"Nothing follows {name.Text}:.", $"Write what to look for, as in {name.Text}:word, or {name.Text}\\: for the text itself.");
        return FieldClause(name);
    }

    private SyntaxNode? FieldClause(QueryToken name)
    {
        if (++_depth > options.MaxDepth)
            return Stop(name.Span, $"The query is nested more than {options.MaxDepth} deep.", "Use fewer fields inside fields.");
        _fields++;
        var clause = Unboosted();
        _fields--;
        _depth--;
        return clause is null ? null : new FieldNode(name.Text, clause) { Span = new SourceSpan(name.Span.Start, clause.Span.End) };
    }

    private SyntaxNode? Everything()
    {
        var start = Here.Span.Start;
        _at += 2;
        if (Here is { Kind: QueryTokenKind.Word, Text: "*" })
            return new MatchAllNode { Span = new SourceSpan(start, tokens[_at++].Span.End) };
        return Stop(new SourceSpan(start, start + 2), "*: is only good for *:*, which means every article.", "Leave *: out to search title and body.", new SourceSpan(start, start + 2).Replace(text, ""));
    }

    private SyntaxNode? UnknownField(QueryToken name)
    {
        var span = new SourceSpan(name.Span.Start, tokens[_at + 1].Span.End);
        var rest = span.Replace(text, name.Span.Replace(text, "") == "" ? "" : text[name.Span.Start..name.Span.End] + " ");
        if (name.Text == "name")
            return Stop(span, "Searching for all spellings of a name is not available yet.", "Leave name: out to search for the word as written.", span.Replace(text, ""));
        if (name.Text is "http" or "https")
            return Stop(Address(), "This is an address, not a word.", "Search for an address with url:\"…\".", Address().Replace(text, $"url:\"{text[Address().Start..Address().End]}\""));
        if (QueryFields.IsKnown(name.Text.ToLowerInvariant()))
            return Stop(span, $"Fields are written in lower case: {name.Text.ToLowerInvariant()}:.", "Write it so, or put it in quotation marks to search for the word.", name.Span.Replace(text, name.Text.ToLowerInvariant()));
        return Stop(span, $"There is no field {TextEdits.Quote(name.Text)}.", $"Leave the colon out to search for the word; the fields are {string.Join(", ", QueryFields.All)}.", rest);
    }

    /// <summary>From here to the next white space, as typed.</summary>
    private SourceSpan Address()
    {
        var start = Here.Span.Start;
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not (')' or '"'))
            end++;
        return new SourceSpan(start, end);
    }
}
