using System.Data;
using Dapper;

namespace Search.Data.Sql;

/// <summary>Texts as both databases can hold them: what is no character (NUL, half of a surrogate pair) is stored as U+FFFD.</summary>
internal sealed class TextHandler : SqlMapper.TypeHandler<string>
{
    private const char Replacement = '\uFFFD';

    public override string Parse(object value) => (string)value;

    public override void SetValue(IDbDataParameter parameter, string? value)
    {
        parameter.DbType = DbType.String;
        parameter.Value = value is null ? DBNull.Value : Storable(value);
    }

    public static string Storable(string text) => IsStorable(text) ? text : Replaced(text);

    private static bool IsStorable(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return !text.Contains('\0', StringComparison.Ordinal);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\0' || (char.IsSurrogate(text[at]) && !IsPair(text, ref at)))
                return false;
        }
        return true;
    }

    private static string Replaced(string text) => string.Create(text.Length, text, static (stored, given) =>
    {
        given.CopyTo(stored);
        for (var at = 0; at < given.Length; at++)
        {
            if (given[at] == '\0' || (char.IsSurrogate(given[at]) && !IsPair(given, ref at)))
                stored[at] = Replacement;
        }
    });

    /// <summary>Moves on to the second half of a pair.</summary>
    private static bool IsPair(string text, ref int at)
    {
        if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            return false;
        at++;
        return true;
    }
}
