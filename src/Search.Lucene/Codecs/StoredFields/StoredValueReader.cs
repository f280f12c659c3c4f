using System.Globalization;
using Search.Lucene.Documents;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.StoredFields;

/// <summary>Decodes the values of a document; see FORMAT.md.</summary>
internal static class StoredValueReader
{
    private static readonly FieldInfo Nameless = new("", 0);

    /// <summary>Reads all values of a document whose bytes are <see cref="StoredDocument.Bytes"/>, and checks that they end with the document.</summary>
    public static void ReadAll(ref ByteReader input, StoredDocument document, int fieldCount, FieldInfos fields, IReadOnlySet<string>? wanted)
    {
        var start = input.Position;
        for (var i = 0; i < fieldCount; i++)
        {
            var (field, type) = ReadHead(ref input, fields);
            var value = ReadValue(ref input, field, type, document.Bytes, start);
            if (wanted is null || wanted.Contains(field.Name))
                document.Add(value);
        }
        if (input.Remaining != 0)
            input.ThrowCorrupt("the document's end", $"{input.Remaining} more bytes");
    }

    public static (FieldInfo Field, StoredValueType Type) ReadHead(ref ByteReader input, FieldInfos fields)
    {
        var head = input.ReadVLong();
        var number = head >>> StoredFieldsFormat.TypeBits;
        var type = (int)(head & ((1 << StoredFieldsFormat.TypeBits) - 1));
        var field = number < FieldInfos.MaxFieldNumber ? fields.FindByNumber((int)number) : null;
        if (field is null || type > (int)StoredValueType.Double)
            input.ThrowCorrupt("a field's number and type", string.Create(CultureInfo.InvariantCulture, $"{number} and {type}"));
        return (field!, (StoredValueType)type);
    }

    /// <summary>Moves the cursor behind a value.</summary>
    public static void Skip(ref ByteReader input, StoredValueType type)
    {
        if (type is StoredValueType.String or StoredValueType.Bytes)
            input.Skip(input.ReadVInt());
        else
            ReadValue(ref input, Nameless, type, [], 0);
    }

    private static StoredValue ReadValue(ref ByteReader input, FieldInfo field, StoredValueType type, byte[] bytes, long start)
    {
        switch (type)
        {
            case StoredValueType.String or StoredValueType.Bytes:
                var length = input.ReadVInt();
                var offset = (int)(input.Position - start);
                input.Skip(length);
                return new StoredValue(field, type, bytes.AsMemory(offset, length), 0, 0);
            case StoredValueType.Int:
                return new StoredValue(field, type, default, input.ReadZInt(), 0);
            case StoredValueType.Long:
                return new StoredValue(field, type, default, ReadTimestamp(ref input), 0);
            case StoredValueType.Float:
                return new StoredValue(field, type, default, 0, ReadFloat(ref input));
            default:
                return new StoredValue(field, type, default, 0, ReadDouble(ref input));
        }
    }

    /// <summary>Two bits of unit (1 ms, second, hour, day), one bit "more follows", five bits; then the rest as a vlong; zigzag.</summary>
    private static long ReadTimestamp(ref ByteReader input)
    {
        var head = input.ReadByte();
        var bits = (ulong)(head & 0x1F);
        if ((head & 0x20) != 0)
            bits |= (ulong)input.ReadVLong() << 5;
        var value = (long)(bits >> 1) ^ -(long)(bits & 1);
        return (head >> 6) switch
        {
            0 => value,
            1 => value * 1000,
            2 => value * 3_600_000,
            _ => value * 86_400_000,
        };
    }

    private static float ReadFloat(ref ByteReader input)
    {
        var head = input.ReadByte();
        if (head == 0xFF)
            return BitConverter.Int32BitsToSingle(input.ReadInt());
        if (head >= 0x80)
            return (head & 0x7F) - 1;
        var rest = input.ReadBytes(3);
        return BitConverter.Int32BitsToSingle((head << 24) | (rest[0] << 16) | (rest[1] << 8) | rest[2]);
    }

    private static double ReadDouble(ref ByteReader input)
    {
        var head = input.ReadByte();
        if (head == 0xFF)
            return BitConverter.Int64BitsToDouble(input.ReadLong());
        if (head == 0xFE)
            return BitConverter.Int32BitsToSingle(input.ReadInt());
        if (head >= 0x80)
            return (head & 0x7F) - 1;
        var bits = (long)head << 56;
        var rest = input.ReadBytes(7);
        for (var i = 0; i < 7; i++)
            bits |= (long)rest[i] << (48 - 8 * i);
        return BitConverter.Int64BitsToDouble(bits);
    }
}
