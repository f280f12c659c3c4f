using Search.Lucene.Codecs;
using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Documents;
using Search.Lucene.Store;
using Search.Lucene.Tests.Codecs.BlockTree;

namespace Search.Lucene.Tests.Codecs.Postings;

/// <summary>Seeded mutations of every file: whatever the bytes, reading ends in an answer or in the documented error, within bounds.</summary>
public sealed class PostingsDamageTests
{
    [Theory]
    [InlineData("doc")]
    [InlineData("pos")]
    [InlineData("tim")]
    [InlineData("tip")]
    [InlineData("tmd")]
    public void A_changed_byte_ends_in_an_answer_or_in_the_documented_error(string extension)
    {
        var terms = SampleTerms.Terms(new Random(8), 3000, 300);
        using var segment = new SampleSegment(3000, terms, IndexOptions.DocsAndFreqsAndPositions);
        var random = new Random(17);
        var errors = 0;
        for (var round = 0; round < 250; round++)
        {
            using var damaged = Copy(segment, extension, bytes => Mutate(bytes, random, extension));
            var before = GC.GetAllocatedBytesForCurrentThread();
            errors += Reads(segment, damaged, terms, random) ? 0 : 1;
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000_000);
        }
        // Positions can be anything: only their checksum tells.
        Assert.True(errors > 0 || string.Equals(extension, "pos", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("doc")]
    [InlineData("pos")]
    [InlineData("tim")]
    [InlineData("tip")]
    [InlineData("tmd")]
    public void A_file_that_was_cut_or_changed_is_named_by_the_integrity_check(string extension)
    {
        var terms = SampleTerms.Terms(new Random(8), 300, 100);
        using var segment = new SampleSegment(300, terms, IndexOptions.DocsAndFreqsAndPositions);
        var name = segment.Segment.FileName(extension, PostingsFormat.Suffix);
        foreach (var damage in new Func<byte[], byte[]>[] { bytes => bytes[..^1], bytes => bytes[..10], bytes => [], Flip })
        {
            using var damaged = Copy(segment, extension, damage);
            var error = Assert.Throws<CorruptIndexException>(() =>
            {
                using var reader = new PostingsReader(new SegmentReadState(damaged, segment.Segment, segment.Fields));
                reader.CheckIntegrity();
            });
            Assert.Equal(name, error.File);
        }
    }

    private static byte[] Flip(byte[] bytes)
    {
        bytes[^30] ^= 4;
        return bytes;
    }

    private static byte[] Mutate(byte[] bytes, Random random, string extension)
    {
        const int Header = 55;
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var at = random.Next(Header, bytes.Length - CodecHeader.FooterLength);
            bytes[at] = random.Next(3) switch { 0 => (byte)random.Next(256), 1 => (byte)(bytes[at] ^ (1 << random.Next(8))), _ => random.Next(2) == 0 ? (byte)0xFF : (byte)0 };
        }
        // The metadata are always verified at opening; damage behind a right checksum is what is wanted here.
        if (string.Equals(extension, "tmd", StringComparison.Ordinal))
            Seal(bytes);
        return bytes;
    }

    private static void Seal(byte[] bytes)
    {
        var crc = new Search.Lucene.Numerics.Crc32();
        crc.Append(bytes.AsSpan(0, bytes.Length - 8));
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(bytes.Length - 8), crc.Value);
    }

    private static MemoryDirectory Copy(SampleSegment segment, string extension, Func<byte[], byte[]> change)
    {
        var copy = new MemoryDirectory();
        foreach (var name in segment.Directory.ListAll())
        {
            using var file = segment.Directory.OpenInput(name);
            var bytes = file.Slice(0, (int)file.Length).ToArray();
            using var output = copy.CreateOutput(name);
            output.WriteBytes(name.EndsWith(extension, StringComparison.Ordinal) ? change(bytes) : bytes);
        }
        return copy;
    }

    /// <summary>Uses everything there is; false when that ended in the documented error.</summary>
    private static bool Reads(SampleSegment segment, MemoryDirectory damaged, SampleTerm[] terms, Random random)
    {
        try
        {
            using var reader = new PostingsReader(new SegmentReadState(damaged, segment.Segment, segment.Fields));
            if (reader.Field("f") is { } field)
            {
                WalkAll(field);
                SeekSome(field, terms, random);
            }
            return true;
        }
        catch (CorruptIndexException)
        {
            return false;
        }
        catch (IndexFormatException)
        {
            return false;
        }
    }

    private static void WalkAll(Terms field)
    {
        var cursor = new PostingsCursor();
        var enumerator = field.Enumerate();
        while (enumerator.MoveNext())
        {
            cursor.Reset(field, enumerator.State, PostingsFeatures.Positions);
            while (cursor.NextBlock())
            {
                foreach (var doc in cursor.BlockDocs)
                    Assert.InRange(doc, 0, field.Reader.MaxDoc - 1);
                foreach (var freq in cursor.BlockFreqs)
                    Assert.True(freq >= 0);
            }
        }
    }

    private static void SeekSome(Terms field, SampleTerm[] terms, Random random)
    {
        var cursor = new PostingsCursor();
        var enumerator = field.Enumerate();
        byte[][] known = [.. terms.Select(term => term.Term)];
        for (var i = 0; i < 60; i++)
        {
            var target = SampleVocabulary.Near(known, random);
            if (enumerator.SeekCeil(target) == SeekStatus.End || (!enumerator.SeekExact(target) && !enumerator.MoveNext()))
                continue;
            cursor.Reset(field, enumerator.State, PostingsFeatures.Positions);
            while (cursor.Advance(cursor.Doc + 1 + random.Next(700)) != PostingsCursor.End)
            {
                cursor.AdvanceShallow(cursor.Doc);
                for (var level = 0; level < cursor.ImpactLevels; level++)
                    cursor.Impacts(level);
                while (cursor.NextPosition() != PostingsCursor.End)
                {
                    if (random.Next(50) == 0)
                        break;
                }
            }
        }
    }
}
