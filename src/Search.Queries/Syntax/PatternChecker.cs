using Search.Analysis.Articles;
using Search.Lucene.Automata;
using Search.Lucene.Searching;
using Search.Queries.Compiling;

namespace Search.Queries.Syntax;

/// <summary>
/// Finds mistakes in wildcards, inexact words, regular expressions and ranges of words: those that fit no single word, are none, or
/// would cost too much. Makes of each what a search makes of it, so that no search meets a mistake. After a pattern that is too
/// involved it looks at no other one.
/// </summary>
internal sealed class PatternChecker(string text)
{
    /// <summary>The most states that the patterns of one query may have, all together: some megabytes.</summary>
    private const int MaxStates = 50_000;

    /// <summary>The most steps that its regular expressions may take, all together: less than a second.</summary>
    private const int MaxSteps = 1_000_000;

    private readonly List<QueryError> _errors = [];
    private int _states;
    private long _steps;
    private bool _stopped;

    public IReadOnlyList<QueryError> Errors => _errors;

    /// <param name="node">A wildcard, fuzzy, regexp or range node.</param>
    /// <param name="field">The field of whole values that it stands in; null in one of words.</param>
    public void Check(SyntaxNode node, string? field)
    {
        if (_stopped)
            return;
        var isWords = field is null;
        switch (node)
        {
            case WildcardNode wildcard:
                Wildcard(wildcard, field);
                break;
            case FuzzyNode fuzzy:
                Fuzzy(fuzzy, isWords);
                break;
            case RegexpNode regexp:
                Regexp(regexp);
                break;
            case RangeNode range:
                Range(range, isWords);
                break;
        }
    }

    private void Wildcard(WildcardNode node, string? field)
    {
        if (field is not null)
            Count(node, () => WholeValueQueries.Wildcards(node, field).Sum(query => query.StateCount));
        else if (IsAlphabetic(node.Pattern) && WordForms.Of(PatternText.Example(node.Pattern, "a")).Count > 1)
            Add(node.Span, $"{TextEdits.Quote(node.Pattern)} is more than one word, and * and ? stand for letters of a single word.", "Write the other words apart, as in Jean Pi?rre.");
        else
            Count(node, () => new WildcardQuery("", PatternText.FoldWildcard(node.Pattern, WordForms.Fold)).StateCount);
    }

    private void Fuzzy(FuzzyNode node, bool isWords)
    {
        if (isWords && WordForms.Of(node.Text).Count > 1)
            Add(node.Span, $"{TextEdits.Quote(node.Text)} is more than one word, and ~ counts the letters of a single word.", "Write the words apart, each with its ~, or in quotation marks with ~ for words that may stand apart.");
        else
            Count(node, () => new FuzzyQuery("", WordForms.Fold(node.Text), node.Edits).StateCount);
    }

    private void Regexp(RegexpNode node)
    {
        try
        {
            Count(node, () =>
            {
                var expression = PatternText.FoldRegexp(node.Pattern, WordForms.Fold);
                var states = new RegexpQuery("", expression).StateCount;
                _steps += expression.Steps;
                return states;
            });
        }
        catch (PatternSyntaxException mistake)
        {
            var at = Math.Min(node.Span.Start + 1 + mistake.Position, Math.Max(node.Span.Start, node.Span.End - 1));
            Add(new SourceSpan(at, at + 1), $"This is no regular expression: {mistake.Message}.", "Put a \\ before a character that is to be itself, or search for the words without slashes.");
        }
    }

    private void Range(RangeNode node, bool isWords)
    {
        foreach (var bound in (RangeBound[])[node.Lower, node.Upper])
        {
            if (isWords && bound.Text is { } end && WordForms.Of(end).Count != 1)
                Add(bound.Span, $"{TextEdits.Quote(end)} is not one word, and this range goes from word to word.", "Write one word or its beginning; * is an open end.");
        }
        if (node is { Lower.Text: { } lower, Upper.Text: { } upper } && new TermBytes(WordForms.Fold(lower)) > new TermBytes(WordForms.Fold(upper)))
            Add(node.Span, "This range ends before it begins.", "Exchange its ends.", node.Exchanged(text));
    }

    private void Count(SyntaxNode node, Func<int> states)
    {
        try
        {
            _states += states();
            if (_states > MaxStates || _steps > MaxSteps)
                Stop(node, "The patterns of this query are together too involved.");
        }
        catch (PatternTooComplexException)
        {
            Stop(node, node is FuzzyNode ? "This word is too long to be searched inexactly." : "This pattern is too involved to be searched.");
        }
    }

    private void Stop(SyntaxNode node, string message)
    {
        _stopped = true;
        Add(node.Span, message, node is FuzzyNode
            ? "Write it without ~, or its beginning with * at the end."
            : "Write more letters and fewer of ?, {n,m} and ( ), or split the query.");
    }

    /// <summary>Scripts that write words without spaces are cut into single characters: a pattern in them is not looked at.</summary>
    private static bool IsAlphabetic(string pattern) => !pattern.AsSpan().ContainsAnyInRange('\u2E80', '\uD7FF');

    private void Add(SourceSpan span, string message, string remedy, string? fix = null) =>
        _errors.Add(new QueryError(span.Start, span.Length, message, remedy, fix));
}
