namespace Search.Testing.Rfc5322;

/// <summary>Lines and bytes (RFC 5322 sections 2.1.1 and 2.3).</summary>
internal static class LineRules
{
    private const int LongestLine = 998;

    public static IEnumerable<string> Faults(byte[] message)
    {
        if (!message.AsSpan().EndsWith("\r\n"u8))
            yield return "the message does not end with CR LF";
        var lineStart = 0;
        for (var i = 0; i < message.Length; i++)
        {
            var b = message[i];
            if (b == '\r' && (i + 1 == message.Length || message[i + 1] != '\n'))
                yield return $"a CR without LF at byte {i}";
            else if (b == '\n' && (i == 0 || message[i - 1] != '\r'))
                yield return $"a LF without CR at byte {i}";
            else if (b is < 0x20 or > 0x7E and not 0x09 && b is not ((byte)'\r' or (byte)'\n' or (byte)'\t'))
                yield return $"the byte 0x{b:X2} at {i}";
            if (b != '\n')
                continue;
            if (i - 1 - lineStart > LongestLine)
                yield return $"a line of {i - 1 - lineStart} characters at byte {lineStart}";
            lineStart = i + 1;
        }
    }
}
