namespace Search.Lucene.Numerics;

/// <summary>Running CRC-32 as zlib and java.util.zip define it (reflected polynomial 0xEDB88320). Default: of no bytes.</summary>
public struct Crc32
{
    private uint _value;

    /// <summary>The checksum of all bytes appended so far.</summary>
    public readonly uint Value => _value;

    public void Append(ReadOnlySpan<byte> bytes) => Append(bytes, Simd.Variant);

    internal void Append(ReadOnlySpan<byte> bytes, SimdVariant variant)
    {
        var state = ~_value;
        if (variant != SimdVariant.Scalar && bytes.Length >= Crc32Folding.MinLength && Crc32Folding.IsSupported)
            state = Crc32Folding.Append(state, bytes);
        else
            state = Crc32Tables.Append(state, bytes);
        _value = ~state;
    }
}
