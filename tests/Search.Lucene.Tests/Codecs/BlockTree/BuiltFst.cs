using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Tests.Codecs.BlockTree;

/// <summary>A transducer that went through a file.</summary>
internal sealed class BuiltFst : IDisposable
{
    private readonly MemoryDirectory _directory = new();
    private readonly FileView _file;
    private readonly Fst _fst;

    public BuiltFst(byte[][] inputs, Dictionary<string, byte[]> outputs)
    {
        var builder = new FstBuilder();
        // Built twice: a cleared builder is like a new one.
        for (var round = 0; round < 2; round++)
        {
            builder.Clear();
            foreach (var input in inputs)
                builder.Add(input, outputs[Convert.ToHexString(input)]);
        }
        var root = builder.Finish();
        using (var output = _directory.CreateOutput("fst"))
        {
            output.WriteBytes([9, 9, 9]);
            output.WriteBytes(builder.Nodes);
        }
        _file = _directory.OpenInput("fst");
        var reader = new ByteReader(Head(builder, root));
        _fst = new Fst(ref reader, _file, 3);
        Length = builder.Nodes.Length;
    }

    public int Length { get; }

    public byte[]? Find(byte[] input)
    {
        if (input.Length == 0)
            return _fst.EmptyOutput.Length == 0 ? null : _fst.EmptyOutput;
        var bytes = _fst.Bytes;
        var found = new List<byte>();
        var arc = default(FstArc);
        for (var i = 0; i < input.Length; i++)
        {
            if (!(i == 0 ? _fst.FindRootArc(input[0], out arc) : _fst.FindArc(bytes, arc.Target, input[i], out arc)))
                return null;
            found.AddRange(Output(arc.OutputAt, arc.OutputLength));
        }
        return arc.IsFinal ? [.. found, .. Output(arc.FinalOutputAt, arc.FinalOutputLength)] : null;
    }

    public void Dispose()
    {
        _file.Dispose();
        _directory.Dispose();
    }

    private static byte[] Head(FstBuilder builder, int root)
    {
        var meta = new ByteArrayWriter();
        meta.WriteBytes([0x3F, 0xD7, 0x6C, 0x17, 3, (byte)'F', (byte)'S', (byte)'T', 0, 0, 0, 7]);
        meta.WriteByte(builder.AcceptsEmpty ? (byte)1 : (byte)0);
        if (builder.AcceptsEmpty)
        {
            byte[] stored = [(byte)builder.EmptyOutput.Length, .. builder.EmptyOutput];
            Array.Reverse(stored);
            meta.WriteVInt(stored.Length);
            meta.WriteBytes(stored);
        }
        meta.WriteByte(0);
        meta.WriteVLong(root);
        meta.WriteVLong(builder.Nodes.Length);
        return meta.Bytes.ToArray();
    }

    private byte[] Output(int at, int length)
    {
        var output = new byte[length];
        _fst.CopyOutput(_fst.Bytes, at, output);
        return output;
    }
}
