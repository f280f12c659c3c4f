using System.Text;

namespace Search.Testing.Rfc5322;

/// <summary>The charsets that mail may be in here, decoded without mercy.</summary>
internal static class Charsets
{
    public static Encoding? Find(string name) => name.ToLowerInvariant() switch
    {
        "utf-8" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
        "us-ascii" => Encoding.GetEncoding("us-ascii", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
        _ => null,
    };

    /// <summary>Null when the bytes are text: valid in the charset, with no control characters but TAB and, where allowed, CR LF.</summary>
    public static string? TextFault(Encoding charset, byte[] bytes, bool allowLines)
    {
        string text;
        try
        {
            text = charset.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            return $"bytes that are not {charset.WebName}: {e.Message}";
        }
        if (allowLines)
            text = text.Replace("\r\n", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal);
        var control = text.FirstOrDefault(char.IsControl);
        return text.Any(char.IsControl) ? $"the control character U+{(int)control:X4} in text" : null;
    }
}
