namespace Search.Ingest.Files;

/// <summary>The CRC-32 of RFC 1952, a byte at a time: it runs only over files of several members.</summary>
internal static class GzipCrc
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = Build();

    /// <summary>Goes on with a running value; begin with all bits set, and invert at the end.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        return crc;
    }

    private static uint[] Build()
    {
        var table = new uint[256];
        for (var value = 0u; value < table.Length; value++)
        {
            var crc = value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ Polynomial;
            table[value] = crc;
        }
        return table;
    }
}
