using BenchmarkDotNet.Attributes;
using Search.Lucene.Numerics;

namespace Search.Benchmarks.Micro;

/// <summary>Blocks of 128 integers, packed and unpacked, by each variant of the kernels.</summary>
[MemoryDiagnoser]
public class BlockBenchmarks
{
    private readonly int[] _values = new int[ForUtil.BlockSize];
    private readonly byte[] _packed = new byte[ForUtil.BlockSize * sizeof(int)];

    [Params(3, 7, 13)]
    public int Bits { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(42);
        for (var i = 0; i < _values.Length; i++)
            _values[i] = random.Next(1 << Bits);
        ForUtil.Encode(_values, Bits, _packed);
    }

    [Benchmark(Baseline = true)]
    public void Decode_scalar() => ForUtil.Decode(_packed, Bits, _values, SimdVariant.Scalar);

    [Benchmark]
    public void Decode() => ForUtil.Decode(_packed, Bits, _values);

    [Benchmark]
    public void Prefix_sum() => ForUtil.PrefixSum(_values, 0);
}
