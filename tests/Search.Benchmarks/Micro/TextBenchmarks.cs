using System.Text;
using BenchmarkDotNet.Attributes;
using Search.Analysis;
using Search.Analysis.Standard;
using Search.Lucene.Numerics;
using Search.Queries.Classic;
using Search.Queries.Syntax;

namespace Search.Benchmarks.Micro;

/// <summary>Checksums, tokens and queries.</summary>
[MemoryDiagnoser]
public class TextBenchmarks
{
    private readonly byte[] _text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Rebels in the Qalamoun mountains said an incursion by IS fighters was repelled near the Lebanese border on Tuesday. ", 100)));
    private readonly TokenStream _stream = new StandardAnalyzer().CreateStream("body");
    private readonly ClassicQueryParser _classic = new("body", new StandardAnalyzer());

    [Benchmark]
    public int Tokens()
    {
        var count = 0;
        _stream.Reset(_text);
        while (_stream.Next(out var batch))
            count += batch.Count;
        return count;
    }

    [Benchmark]
    public uint Checksum()
    {
        var checksum = default(Crc32);
        checksum.Append(_text);
        return checksum.Value;
    }

    [Benchmark]
    public object Parse() => QueryParser.Parse("Qalamoun AND (incursion OR raid) NOT \"press release\"");

    [Benchmark]
    public object Parse_classic() => _classic.Parse("qalamoun AND (incursion OR raid) NOT \"press release\"");
}
