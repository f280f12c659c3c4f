using FsCheck;
using FsCheck.Fluent;
using Search.Lucene.Tests.Codecs.Postings;

namespace Search.Lucene.Tests.Codecs.BlockTree;

public sealed class FstTests
{
    [Fact]
    public void Every_input_gives_its_output_and_others_give_none() =>
        Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var inputs = SampleTerms.Bytes(random, random.Next(1, 500));
            var outputs = inputs.ToDictionary(Convert.ToHexString, _ => Output(random), StringComparer.Ordinal);
            using var built = new BuiltFst(inputs, outputs);
            foreach (var input in inputs)
                Assert.Equal(outputs[Convert.ToHexString(input)], built.Find(input));
            for (var i = 0; i < 200; i++)
            {
                var other = SampleVocabulary.Near(inputs, random);
                Assert.Equal(outputs.GetValueOrDefault(Convert.ToHexString(other)), built.Find(other));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nodes_of_all_three_kinds_are_built_and_read()
    {
        byte[][] inputs =
        [
            .. Enumerable.Range(0, 256).Select(i => new[] { (byte)1, (byte)i }),
            .. Enumerable.Range(0, 12).Select(i => new[] { (byte)2, (byte)(i * 23) }),
            .. Enumerable.Range(0, 3).Select(i => new[] { (byte)3, (byte)i }),
        ];
        var outputs = inputs.ToDictionary(Convert.ToHexString, input => input, StringComparer.Ordinal);
        using var built = new BuiltFst(inputs, outputs);
        for (var first = 0; first < 5; first++)
        {
            for (var second = 0; second < 256; second++)
            {
                byte[] input = [(byte)first, (byte)second];
                Assert.Equal(outputs.GetValueOrDefault(Convert.ToHexString(input)), built.Find(input));
            }
        }
    }

    [Fact]
    public void Equal_tails_are_written_once()
    {
        byte[][] inputs = [.. Enumerable.Range(0, 200).Select(i => new[] { (byte)(i / 15), (byte)(i % 15), (byte)'t', (byte)'a', (byte)'i', (byte)'l' })];
        using var built = new BuiltFst(inputs, inputs.ToDictionary(Convert.ToHexString, input => input[..2], StringComparer.Ordinal));
        Assert.True(built.Length < 200 * 10, $"{built.Length} bytes");
    }

    private static byte[] Output(Random random)
    {
        var output = new byte[random.Next(1, 6)];
        for (var i = 0; i < output.Length; i++)
            output[i] = (byte)random.Next(3);
        return output;
    }
}
