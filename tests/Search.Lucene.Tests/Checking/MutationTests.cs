using System.Buffers.Binary;
using System.Globalization;
using Search.Lucene.Checking;
using Search.Lucene.Numerics;
using Search.Lucene.Store;
using Search.Testing;

namespace Search.Lucene.Tests.Checking;

/// <summary>Damages files at random: the answer must be a fault that names the file, or none; never a crash, a hang or a huge allocation.</summary>
public sealed class MutationTests
{
    private const long MaxAllocation = 64 << 20;

    [Theory]
    [InlineData(false, 1200)]
    [InlineData(true, 300)]
    public void Every_damaged_byte_and_every_lost_end_is_found(bool compound, int rounds)
    {
        var files = Sample(compound);
        var random = new Random(rounds);
        for (var round = 0; round < rounds; round++)
        {
            var name = PickFile(files, random);
            var damaged = (byte[])files[name].Clone();
            if (random.Next(4) == 0)
                damaged = damaged[..random.Next(damaged.Length)];
            else
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            var report = Check(files, name, damaged);
            Assert.False(report.IsClean, $"{name}, round {round}");
        }
    }

    [Theory]
    [InlineData(false, 4000)]
    [InlineData(true, 600)]
    public void Damage_under_a_right_checksum_gives_a_fault_or_an_answer(bool compound, int rounds)
    {
        var files = Sample(compound);
        var random = new Random(rounds);
        var faults = 0;
        for (var round = 0; round < rounds; round++)
        {
            var name = PickFile(files, random);
            var damaged = Damage((byte[])files[name].Clone(), random);
            faults += Check(files, name, damaged).IsClean ? 0 : 1;
        }
        Assert.True(faults > rounds / 4, faults.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_file_of_another_version_is_refused_by_name_codec_and_version()
    {
        var files = Sample(compound: false);
        foreach (var name in files.Keys.Where(IsOurs))
        {
            var changed = (byte[])files[name].Clone();
            var codecLength = changed[4];
            var codec = System.Text.Encoding.ASCII.GetString(changed, 5, codecLength);
            BinaryPrimitives.WriteInt32BigEndian(changed.AsSpan(5 + codecLength), 77);
            FixChecksum(changed);
            var fault = Check(files, name, changed).Faults[0];
            Assert.Equal(name, fault.File);
            Assert.Contains(codec, fault.Message, StringComparison.Ordinal);
            Assert.Contains("77", fault.Message, StringComparison.Ordinal);
        }
    }

    private static byte[] Damage(byte[] bytes, Random random)
    {
        for (var changes = 1 + random.Next(3); changes > 0; changes--)
        {
            var at = random.Next(bytes.Length - CodecHeader.FooterLength);
            bytes[at] = random.Next(4) switch { 0 => 0, 1 => 0xFF, 2 => 0x7F, _ => (byte)random.Next(256) };
        }
        FixChecksum(bytes);
        return bytes;
    }

    private static void FixChecksum(byte[] bytes)
    {
        var crc = new Crc32();
        crc.Append(bytes.AsSpan(0, bytes.Length - 8));
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(bytes.Length - 8), crc.Value);
    }

    private static CheckReport Check(SortedDictionary<string, byte[]> files, string name, byte[] damaged)
    {
        using var directory = new MemoryDirectory();
        foreach (var (file, bytes) in files)
        {
            using var output = directory.CreateOutput(file);
            output.WriteBytes(string.Equals(file, name, StringComparison.Ordinal) ? damaged : bytes);
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        var report = IndexChecker.Check(directory);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MaxAllocation, name);
        return report;
    }

    private static string PickFile(SortedDictionary<string, byte[]> files, Random random)
    {
        var ours = files.Keys.Where(IsOurs).ToList();
        return ours[random.Next(ours.Count)];
    }

    /// <summary>The postings have a suite of their own.</summary>
    private static bool IsOurs(string name) => !name.Contains("Lucene84", StringComparison.Ordinal);

    private static SortedDictionary<string, byte[]> Sample(bool compound)
    {
        using var directory = new MemoryDirectory();
        SampleIndex.Write(directory, [120], compound);
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in directory.ListAll())
        {
            using var file = directory.OpenInput(name);
            files[name] = file.Slice(0, (int)file.Length).ToArray();
        }
        return files;
    }
}
