using System.Text;

namespace Search.Queries.Syntax;

/// <summary>Cuts a query into tokens. Never fails on an operator it can take for punctuation; what is left open is an error.</summary>
internal sealed class QueryLexer
{
    private readonly QueryText _source;
    private readonly string _text;
    private readonly List<QueryToken> _tokens = [];
    private int _at;
    private int _start;

    private QueryLexer(QueryText source)
    {
        _source = source;
        _text = source.Text;
    }

    private char Here => CharAt(_at);

    /// <summary>The tokens, the last of which is <see cref="QueryTokenKind.End"/>; and the mistake where they ended early.</summary>
    public static (IReadOnlyList<QueryToken> Tokens, QueryError? Error) Read(QueryText text)
    {
        var lexer = new QueryLexer(text);
        QueryError? error = null;
        while (error is null && lexer._at < lexer._text.Length)
            error = lexer.Step();
        lexer._start = lexer._at;
        lexer.Add(QueryTokenKind.End, "");
        return (lexer._tokens, error);
    }

    private QueryError? Step()
    {
        _start = _at;
        switch (Here)
        {
            case ' ':
                _at++;
                return null;
            case '(':
                return Single(QueryTokenKind.Open);
            case ')':
                return Single(QueryTokenKind.Close);
            case ':':
                return Colon();
            case '!':
                return Bang();
            case '+' or '-':
                return Sign();
            case '"':
                return Quoted();
            case '[' or '{':
                return Range();
            case ']' or '}':
                return Error(1, $"There is no range that this {Here} could end.", $"Leave it out, or write \\{Here} for the character.", Without(1));
            case '~' or '^':
                return Suffix(Here == '~' ? QueryTokenKind.Tilde : QueryTokenKind.Caret);
            case '/':
                return Slash();
            case '&' or '|' when CharAt(_at + 1) == Here:
                var kind = Here == '&' ? QueryTokenKind.And : QueryTokenKind.Or;
                _at++;
                return Single(kind);
            default:
                return Word();
        }
    }

    private QueryError? Single(QueryTokenKind kind)
    {
        _at++;
        Add(kind, _text[_start.._at]);
        return null;
    }

    /// <summary>A colon that stands alone is punctuation.</summary>
    private QueryError? Colon()
    {
        if (IsSpaceOrEnd(_at + 1) && (_at == 0 || CharAt(_at - 1) == ' '))
        {
            _at++;
            return null;
        }
        return Single(QueryTokenKind.Colon);
    }

    /// <summary>NOT, unless it ends what stands before it, as in "Yahoo! news".</summary>
    private QueryError? Bang()
    {
        if (_at > 0 && CharAt(_at - 1) is not (' ' or '(' or '!' or '+' or '-' or ':'))
        {
            _at++;
            return null;
        }
        return Single(QueryTokenKind.Not);
    }

    /// <summary>A sign before white space, or a run of signs, is a dash between words.</summary>
    private QueryError? Sign()
    {
        var run = _at;
        while (CharAt(run) is '+' or '-')
            run++;
        if (IsSpaceOrEnd(run) || run - _at > 1)
        {
            _at = run;
            return null;
        }
        return Single(Here == '+' ? QueryTokenKind.Plus : QueryTokenKind.Minus);
    }

    private QueryError? Quoted()
    {
        _at++;
        if (!TryReadTo('"', out var content))
            return Error(1, "This quotation mark has no partner.", "Put another \" where the phrase ends.", _source.Typed + "\"");
        Add(QueryTokenKind.Phrase, content);
        return null;
    }

    private bool TryReadTo(char end, out string content)
    {
        var text = new StringBuilder();
        while (_at < _text.Length && Here != end)
            text.Append(Character());
        content = text.ToString();
        var closed = _at < _text.Length;
        _at += closed ? 1 : 0;
        return closed;
    }

    /// <summary>A character, its escape undone.</summary>
    private char Character()
    {
        var c = _text[_at++];
        if (c != '\\' || _at >= _text.Length)
            return c;
        c = _text[_at++];
        if (c != 'u' || _at + 4 > _text.Length || !_text.AsSpan(_at, 4).ContainsOnlyHex())
            return c;
        var code = (char)Convert.ToInt32(_text.Substring(_at, 4), 16);
        _at += 4;
        return code;
    }

    private QueryError? Suffix(QueryTokenKind kind)
    {
        _at++;
        var number = _at;
        while (char.IsAsciiDigit(Here) || (Here == '.' && char.IsAsciiDigit(CharAt(_at + 1))))
            _at++;
        Add(kind, _text[number.._at]);
        return null;
    }

    private QueryError? Slash()
    {
        if (IsSpaceOrEnd(_at + 1))
        {
            _at++;
            return null;
        }
        var end = _at + 1;
        while (end < _text.Length && _text[end] != '/')
            end += _text[end] == '\\' ? 2 : 1;
        if (end >= _text.Length)
            return Error(1, "A slash opens a regular expression here, and none closes it.", "Write \\/ for a slash, or close the expression with one.", Replace(1, "\\/"));
        _at = end + 1;
        Add(QueryTokenKind.Regexp, _text[(_start + 1)..end]);
        return null;
    }

    private QueryError? Range()
    {
        _at++;
        Add(QueryTokenKind.RangeStart, _text[_start.._at]);
        while (_at < _text.Length && Here is not (']' or '}'))
        {
            _start = _at;
            if (Here == ' ')
                _at++;
            else if (Here == '"')
            {
                if (Quoted() is { } error)
                    return error;
                _tokens[^1] = _tokens[^1] with { Kind = QueryTokenKind.QuotedRangeBound };
            }
            else
                Bound();
        }
        _start = _at;
        if (_at < _text.Length)
            return Single(QueryTokenKind.RangeEnd);
        return null;
    }

    private void Bound()
    {
        var text = new StringBuilder();
        while (_at < _text.Length && Here is not (' ' or ']' or '}'))
            text.Append(Character());
        Add(QueryTokenKind.RangeBound, text.ToString());
    }

    private QueryError? Word()
    {
        var pattern = new StringBuilder();
        var escaped = false;
        while (_at < _text.Length && !EndsWord())
        {
            if (Here != '\\')
            {
                pattern.Append(_text[_at++]);
                continue;
            }
            if (_at + 1 >= _text.Length)
            {
                _start = _at;
                return Error(1, "A backslash makes the character after it an ordinary one, and none is after it.", "Leave it out, or write \\\\ for a backslash.", Without(1));
            }
            escaped = true;
            AppendLiteral(pattern, Character());
        }
        var text = pattern.ToString();
        Add(escaped ? QueryTokenKind.Word : Operator(text), text);
        return null;
    }

    private static void AppendLiteral(StringBuilder pattern, char c)
    {
        if (c is '*' or '?' or '\\')
            pattern.Append('\\');
        pattern.Append(c);
    }

    private bool EndsWord() => Here switch
    {
        ' ' or '(' or ')' or '"' or '[' or ']' or '{' or '}' or '~' or '^' => true,
        '!' => !char.IsLetterOrDigit(CharAt(_at + 1)),
        ':' => !IsClockTime(),
        '&' or '|' => CharAt(_at + 1) == Here,
        _ => false,
    };

    /// <summary>A colon between digits, as in 12:30.</summary>
    private bool IsClockTime()
    {
        if (!char.IsAsciiDigit(CharAt(_at + 1)))
            return false;
        var i = _at - 1;
        while (i >= _start && (char.IsAsciiDigit(_text[i]) || _text[i] == ':'))
            i--;
        return i < _start && _at > _start;
    }

    private static QueryTokenKind Operator(string word) => word switch
    {
        "AND" => QueryTokenKind.And,
        "OR" => QueryTokenKind.Or,
        "NOT" => QueryTokenKind.Not,
        _ => QueryTokenKind.Word,
    };

    private char CharAt(int i) => (uint)i < (uint)_text.Length ? _text[i] : ' ';

    private bool IsSpaceOrEnd(int i) => CharAt(i) == ' ';

    private void Add(QueryTokenKind kind, string text) =>
        _tokens.Add(new QueryToken(kind, text, _source.Span(_start, _at), _start == 0 || CharAt(_start - 1) == ' '));

    private QueryError Error(int length, string message, string remedy, string? fix)
    {
        var span = _source.Span(_start, _start + length);
        return new QueryError(span.Start, span.Length, message, remedy, fix);
    }

    private string Without(int length) => Replace(length, "");

    private string Replace(int length, string with) => _source.Span(_start, _start + length).Replace(_source.Typed, with);
}
