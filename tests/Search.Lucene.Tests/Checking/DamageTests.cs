using System.Buffers.Binary;
using System.Text;
using Search.Analysis.Standard;
using Search.Lucene.Checking;
using Search.Lucene.Codecs;
using Search.Lucene.Codecs.DocValues;
using Search.Lucene.Codecs.Fields;
using Search.Lucene.Codecs.Norms;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Tests.Checking;

/// <summary>
/// One thing of each kind is damaged; the report names the file, and the place where there is one. But for the first tests the checksum is
/// put right again, as if a faulty writer had written it.
/// </summary>
public sealed class DamageTests
{
    private const int Documents = 300;
    private const int ChecksumBytes = 8;

    /// <summary>Where the norms of the first field start, a byte for each document.</summary>
    private static readonly int Norms = CodecHeader.IndexHeaderLength(NormsFormat.DataCodec, "");

    /// <summary>Every kind of file, of a segment in files of its own and of one in a compound file.</summary>
    public static TheoryData<string> Files => [.. Index(compound: false).Keys, .. Index(compound: true).Keys.Where(name => name.Contains("cf", StringComparison.Ordinal))];

    /// <summary>What is damaged, and the file that is named for it.</summary>
    public static TheoryData<string, string> Damages => new()
    {
        { "the order of terms", "_0_Lucene84_0.tim" },
        { "a term's count of documents", "_0_Lucene84_0.tmd" },
        { "the last term", "_0_Lucene84_0.tmd" },
        { "the order of documents", "_0_Lucene84_0.doc" },
        { "the last document of a skip entry", "_0_Lucene84_0.doc" },
        { "the impacts of a block", "_0_Lucene84_0.doc" },
        { "the positions that a skip entry leads to", "_0_Lucene84_0.pos" },
        { "a norm", "_0.nvd" },
        { "the count of norms", "_0.nvm" },
        { "a document with a norm", "_0.nvd" },
        { "the order of points", "_0.kdd" },
        { "the count of points", "_0.kdm" },
        { "an ordinal", "_0_Lucene80_0.dvd" },
        { "an ordinal beyond all", "_0_Lucene80_0.dvd" },
        { "the order of a document's ordinals", "_0_Lucene80_0.dvd" },
        { "the order of strings", "_0_Lucene80_0.dvd" },
        { "a prefix of the strings' index", "_0_Lucene80_0.dvd" },
        { "the longest string", "_0_Lucene80_0.dvd" },
        { "the live documents", "_0_1.liv" },
        { "the count of chunks", "_0.fdm" },
        { "the count of documents in the stored fields", "_0.fdm" },
        { "the count of chunks closed early", "_0.fdm" },
        { "a chunk's first document", "_0.fdt" },
        { "the segment's count of documents", "_0.fdm" },
        { "the segment's list of files", "_0.si" },
        { "the segment's oldest version", "_0.si" },
        { "a field's format", "_0.fnm" },
        { "a field's term vectors", "_0.si" },
        { "the count of deleted documents", "_0_1.liv" },
        { "the next segment's number", "segments_1" },
        { "soft deletions", "segments_1" },
    };

    [Fact]
    public void The_undamaged_index_is_clean()
    {
        Assert.Equal([], Check(Index(compound: false)).Faults.Select(fault => fault.Message));
        Assert.Equal([], Check(Index(compound: true)).Faults.Select(fault => fault.Message));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_changed_byte_is_found_by_the_checksum_of_its_file(string file)
    {
        var files = Index(compound: file.Contains("cf", StringComparison.Ordinal));
        files[file][^(CodecHeader.FooterLength + 1)] ^= 0x40;
        var faults = Check(files).Faults;
        Assert.Contains(faults, fault => fault.File == file && fault.Offset == files[file].Length - ChecksumBytes && fault.Message.Contains("checksum", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void Damage_under_a_right_checksum_is_named(string damage, string file)
    {
        var files = Index(compound: false);
        var (damaged, at) = Damage(files, damage);
        FixChecksum(files[damaged]);
        var faults = Check(files).Faults;
        Assert.Contains(faults, fault => fault.File == file);
        if (at >= 0)
            Assert.Contains(faults, fault => fault.File == file && fault.Offset == at);
    }

    [Fact]
    public void A_damaged_part_of_a_compound_file_is_named_by_its_place_there()
    {
        var files = Index(compound: true);
        var plain = Index(compound: false);
        var norms = plain["_0.nvd"];
        // Ids are random; what stands behind the header is not.
        var start = Find(files["_0.cfs"], norms.AsSpan(Norms, norms.Length - Norms - ChecksumBytes)) - Norms;
        var at = start + Norms + Documents - 1;
        files["_0.cfs"][at]++;
        FixChecksum(files["_0.cfs"].AsSpan((int)start, norms.Length));
        FixChecksum(files["_0.cfs"]);
        var fault = Assert.Single(Check(files).Faults);
        Assert.Equal(("_0.cfs", at), (fault.File, fault.Offset));
        Assert.Contains("_0.nvd", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_of_one_field_does_not_hide_those_of_others()
    {
        var files = Index(compound: false);
        foreach (var damage in new[] { "a norm", "an ordinal", "the order of points", "the order of terms" })
            FixChecksum(files[Damage(files, damage).File]);
        Assert.Superset(
            new HashSet<string>(["_0.nvd", "_0_Lucene80_0.dvd", "_0.kdd", "_0_Lucene84_0.tim"], StringComparer.Ordinal),
            Check(files).Faults.Select(fault => fault.File).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Damages a file; returns it, and the offset that the report must name, -1 for none.</summary>
    private static (string File, long At) Damage(SortedDictionary<string, byte[]> files, string damage)
    {
        switch (damage)
        {
            case "the order of terms":
                return Replace(files, "_0_Lucene84_0.tim", "amidbmidcmid", "amidcmidbmid");
            case "a term's count of documents":
                return AddAt(files, "_0_Lucene84_0.tim", StatsOf(files), -2, -1);
            case "the last term":
                return Replace(files, "_0_Lucene84_0.tmd", "cmid", "cmie");
            case "the order of documents":
                return AddAt(files, "_0_Lucene84_0.doc", Common(files).DocStart + 2, 1, Common(files).DocStart);
            case "the last document of a skip entry":
                return AddAt(files, "_0_Lucene84_0.doc", Skip(files), -1, Common(files).DocStart);
            case "the impacts of a block":
                return AddAt(files, "_0_Lucene84_0.doc", Impacts(files), -2, Common(files).DocStart);
            case "the positions that a skip entry leads to":
                return AddAt(files, "_0_Lucene84_0.doc", SkippedPositions(files), 1, Common(files).PositionStart);
            case "a norm":
                return AddAt(files, "_0.nvd", Norms + Documents - 1, 1, Norms + Documents - 1);
            case "the count of norms":
                // Behind the first field's number, and where its documents stand: all.
                return AddAt(files, "_0.nvm", CodecHeader.IndexHeaderLength(NormsFormat.MetaCodec, "") + 4 + 8 + 8 + 2 + 1 + 3, -1, -1);
            case "a document with a norm":
                // Of the second field: a block's number, its count, document 0, document 2.
                return AddAt(files, "_0.nvd", Norms + Documents + 2 + 2 + 2 + 1, 1, -1);
            case "the order of points":
                return Replace(files, "_0.kdd", [0x03, 0x01, 0xE8, 0x07, 0x01, 0xD0], [0x08, 0x01, 0xE8, 0x07, 0x01, 0xD0]);
            case "the count of points":
                return Replace(files, "_0.kdm", [0x80, 0, 0, 0, 0, 0, 0x0B, 0xB8, 3, 3], [0x80, 0, 0, 0, 0, 0, 0x0B, 0xB8, 4, 3]);
            default:
                return DamageColumns(files, damage);
        }
    }

    private static (string File, long At) DamageColumns(SortedDictionary<string, byte[]> files, string damage)
    {
        const string Data = "_0_Lucene80_0.dvd";
        var (source, tags) = Ordinals(files);
        switch (damage)
        {
            // 0, 1 and 2 in two bits each: the last becomes 0, then 3.
            case "an ordinal":
                return SetAt(files, Data, source, 0b_00_01_00_00, source);
            case "an ordinal beyond all":
                return SetAt(files, Data, source, 0b_00_01_11_00, source);
            // 0 and 1, 1, 2.
            case "the order of a document's ordinals":
                return SetAt(files, Data, tags, 0b_01_00_01_10, tags);
            case "the order of strings":
                return Replace(files, Data, "courier", "zourier");
            case "a prefix of the strings' index":
                return AddAt(files, Data, Prefix(files), 1, Prefix(files));
            case "the longest string":
                return Replace(files, "_0_Lucene80_0.dvm", [0, 0, 0, 7], [0, 0, 0, 8]);
            case "the live documents":
                return AddAt(files, "_0_1.liv", End(files, "_0_1.liv") - 1, -1, -1);
            default:
                return DamageCounts(files, damage);
        }
    }

    private static (string File, long At) DamageCounts(SortedDictionary<string, byte[]> files, string damage)
    {
        // Behind the header: chunk size (3 bytes), version, documents, block shift, chunks.
        var stored = CodecHeader.IndexHeaderLength("Lucene85FieldsIndexMeta", "") + 4;
        var info = CodecHeader.IndexHeaderLength("Lucene86SegmentInfo", "");
        switch (damage)
        {
            case "the count of chunks":
                return AddAt(files, "_0.fdm", stored + 11, 1, -1);
            case "the count of documents in the stored fields":
                return AddAt(files, "_0.fdm", stored + 3, 1, -1);
            case "the count of chunks closed early":
                return AddAt(files, "_0.fdm", End(files, "_0.fdm") - 3, 5, -1);
            case "a chunk's first document":
                return AddAt(files, "_0.fdt", CodecHeader.IndexHeaderLength("Lucene87StoredFieldsFastData", ""), 1, -1);
            // The version, a mark, and the oldest version before it.
            case "the segment's count of documents":
                return AddAt(files, "_0.si", info + 12 + 1 + 12 + 3, 1, -1);
            case "the segment's oldest version":
                return AddAt(files, "_0.si", info + 12 + 1 + 3, 1, -1);
            case "the segment's list of files":
                return Replace(files, "_0.si", "_0.nvd", "_0.nvx");
            case "a field's format":
                return Replace(files, "_0.fnm", PerFieldAttributes.PostingsFormatKey, PerFieldAttributes.PostingsFormatKey.Replace("format", "Format", StringComparison.Ordinal));
            case "a field's term vectors":
                // Behind the name and the number of the first field.
                return AddAt(files, "_0.fnm", CodecHeader.IndexHeaderLength(FieldInfosFormat.CodecName, "") + 1 + 5 + 1, 1, -1);
            default:
                return DamageCommit(files, damage);
        }
    }

    private static (string File, long At) DamageCommit(SortedDictionary<string, byte[]> files, string damage)
    {
        const string Commit = "segments_1";
        // Behind the codec's name: generation of deletions, deleted documents, two generations, soft deletions.
        var segment = Find(files[Commit], "Lucene87"u8) + 8;
        return damage switch
        {
            "the count of deleted documents" => AddAt(files, Commit, segment + 8 + 3, 1, -1),
            "soft deletions" => AddAt(files, Commit, segment + 8 + 4 + 16 + 3, 1, -1),
            // Behind the version of Lucene, of the index's beginning, and the count of changes.
            "the next segment's number" => AddAt(files, Commit, CodecHeader.IndexHeaderLength("segments", "1") + 3 + 1 + 8, -1, -1),
            _ => throw new ArgumentOutOfRangeException(nameof(damage), damage, message: null),
        };
    }

    private static (string File, long At) AddAt(SortedDictionary<string, byte[]> files, string file, long at, int change, long named)
    {
        files[file][at] = (byte)(files[file][at] + change);
        return (file, named);
    }

    private static (string File, long At) SetAt(SortedDictionary<string, byte[]> files, string file, long at, byte value, long named)
    {
        files[file][at] = value;
        return (file, named);
    }

    private static (string File, long At) Replace(SortedDictionary<string, byte[]> files, string file, string old, string by) =>
        Replace(files, file, Encoding.UTF8.GetBytes(old), Encoding.UTF8.GetBytes(by));

    private static (string File, long At) Replace(SortedDictionary<string, byte[]> files, string file, byte[] old, byte[] by)
    {
        by.CopyTo(files[file], Find(files[file], old));
        return (file, -1);
    }

    /// <summary>Where the statistics of the term <c>bmid</c> stand: a byte that is twice its count of documents.</summary>
    private static long StatsOf(SortedDictionary<string, byte[]> files)
    {
        var suffixes = Find(files["_0_Lucene84_0.tim"], "amidbmidcmid"u8) + 12;
        // Of 3, 4 and 5 documents.
        return suffixes + Find(files["_0_Lucene84_0.tim"].AsSpan((int)suffixes), [6, 8, 10]) + 1;
    }

    private static TermState Common(SortedDictionary<string, byte[]> files) => Read(files, state =>
    {
        using var reader = new PostingsReader(state);
        Assert.True(reader.Field("body")!.TryGet("common"u8, out var term));
        return term;
    });

    /// <summary>Where the first entry of the skip data of <c>common</c> stands: last document, pointers to documents and positions, positions to skip, impacts.</summary>
    private static long Skip(SortedDictionary<string, byte[]> files) => Common(files).DocStart + Common(files).SkipOffset;

    private static long SkippedPositions(SortedDictionary<string, byte[]> files) => Behind(files, Skip(files), 3);

    /// <summary>The first byte of the impacts, behind their length: twice the freq, less 2.</summary>
    private static long Impacts(SortedDictionary<string, byte[]> files) => Behind(files, Skip(files), 5);

    private static long Behind(SortedDictionary<string, byte[]> files, long at, int numbers)
    {
        var bytes = files["_0_Lucene84_0.doc"];
        for (; numbers > 0; numbers--)
        {
            while ((bytes[at] & 0x80) != 0)
                at++;
            at++;
        }
        return at;
    }

    private static (long Source, long Tags) Ordinals(SortedDictionary<string, byte[]> files) => Read(files, state =>
    {
        using var reader = new DocValuesReader(state);
        return (reader.Sorted("source")!.OrdsOffset, reader.SortedSet("tags")!.OrdsOffset);
    });

    /// <summary>Of the 1,025th string of many.</summary>
    private static long Prefix(SortedDictionary<string, byte[]> files) => Read(files, state =>
    {
        using var reader = new DocValuesReader(state);
        reader.SortedSet("many")!.Terms.Prefixes.Get(1024, out var offset);
        return offset;
    });

    private static T Read<T>(SortedDictionary<string, byte[]> files, Func<SegmentReadState, T> read)
    {
        using var directory = ToDirectory(files);
        var info = SegmentInfos.ReadLatest(directory).Segments[0].Info;
        return read(new SegmentReadState(directory, info, FieldInfosFormat.Read(directory, info)));
    }

    private static long End(SortedDictionary<string, byte[]> files, string file) => files[file].Length - CodecHeader.FooterLength;

    private static long Find(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> wanted)
    {
        var at = bytes.IndexOf(wanted);
        Assert.True(at >= 0, "the bytes to damage are not there");
        return at;
    }

    private static void FixChecksum(Span<byte> bytes)
    {
        var crc = new Crc32();
        crc.Append(bytes[..^ChecksumBytes]);
        BinaryPrimitives.WriteInt64BigEndian(bytes[^ChecksumBytes..], crc.Value);
    }

    private static CheckReport Check(SortedDictionary<string, byte[]> files)
    {
        using var directory = ToDirectory(files);
        return IndexChecker.Check(directory);
    }

    private static MemoryDirectory ToDirectory(SortedDictionary<string, byte[]> files)
    {
        var directory = new MemoryDirectory();
        foreach (var (file, bytes) in files)
        {
            using var output = directory.CreateOutput(file);
            output.WriteBytes(bytes);
        }
        return directory;
    }

    /// <summary>One segment whose bytes are easy to find; always the same but for its ids and the time in its diagnostics.</summary>
    private static SortedDictionary<string, byte[]> Index(bool compound)
    {
        using var directory = new MemoryDirectory();
        using (var writer = new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()) { CompoundFileMegabytes = compound ? 100 : 0 }))
        {
            for (var number = 0; number < Documents; number++)
                writer.AddDocument(Document(number));
            writer.DeleteDocuments("key", "key 17");
            writer.Commit();
        }
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in directory.ListAll().Where(name => name[0] is '_' or 's'))
        {
            using var file = directory.OpenInput(name);
            files[name] = file.Slice(0, (int)file.Length).ToArray();
        }
        return files;
    }

    private static Document Document(int number)
    {
        // Every document has "common" two or three times; its norm is 2 to 9, of the last one 5.
        var words = string.Concat(Enumerable.Repeat(" word", number % 7));
        var document = new Document().Add(Field.Text("body", $"common common{(number % 2 == 0 ? " common" : "")}{words}", stored: false));
        document.Add(Field.String("key", $"key {number}", stored: false));
        if (number % 2 == 0)
            document.Add(Field.Text("short", "x", stored: false));
        foreach (var (term, count) in new[] { ("amid", 3), ("bmid", 4), ("cmid", 5) })
        {
            if (number < count)
                document.Add(Field.String("name", term, stored: false));
        }
        for (var i = 0; i < 5; i++)
            document.Add(Field.SortedSetDocValues("many", $"{number * 5 + i:d5}"));
        return number < 3 ? WithColumns(document, number) : document;
    }

    private static Document WithColumns(Document document, int number)
    {
        document.Add(Field.LongPoint("point", 1000 * (number + 1)));
        document.Add(Field.SortedDocValues("source", new[] { "courier", "gazette", "times" }[number]));
        foreach (var tag in new[] { "a b", "b", "c" }[number].Split(' '))
            document.Add(Field.SortedSetDocValues("tags", tag));
        return document.Add(Field.StoredString("text", new[] { "first", "second", "third" }[number]));
    }
}
