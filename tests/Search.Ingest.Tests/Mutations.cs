namespace Search.Ingest.Tests;

/// <summary>Damaged copies of a document, each determined by its number: bytes changed, cut out, doubled, cut off.</summary>
internal static class Mutations
{
    public static byte[] Of(byte[] document, int number)
    {
        var random = new Random(number);
        var bytes = document.ToList();
        for (var change = random.Next(1, 12); change > 0 && bytes.Count > 2; change--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 60), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.InsertRange(at, "<>&\"'/=]]>"u8[..random.Next(1, 10)].ToArray());
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), length));
                    break;
            }
        }
        return [.. bytes];
    }
}
