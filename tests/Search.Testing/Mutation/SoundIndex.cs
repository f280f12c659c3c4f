using System.Text;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Testing.Model;

namespace Search.Testing.Mutation;

/// <summary>The files of a whole index, to be damaged one at a time, with what a search for its contents needs to know.</summary>
public sealed class SoundIndex
{
    private const int Words = 6;
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    private SoundIndex(string name, Action<MemoryDirectory> write)
    {
        Name = name;
        using var directory = new MemoryDirectory();
        write(directory);
        foreach (var file in directory.ListAll())
        {
            using var view = directory.OpenInput(file);
            _files[file] = view.Slice(0, (int)view.Length).ToArray();
        }
        FrequentWords = Frequent(directory);
    }

    /// <summary>Small ones of every kind of file: made by the formats alone, and by a writer with deletions and long postings; in compound files too.</summary>
    public static IReadOnlyList<SoundIndex> All { get; } =
    [
        new("sample", directory => SampleIndex.Write(directory, [120], compound: false)),
        new("compound sample", directory => SampleIndex.Write(directory, [40, 30], compound: true)),
        new("written", directory => Write(directory, documents: 250, segments: 3, compound: false)),
        new("compound written", directory => Write(directory, documents: 90, segments: 3, compound: true)),
        new("long", directory => Write(directory, documents: 1_500, segments: 1, compound: false)),
    ];

    public string Name { get; }

    /// <summary>The most frequent words of the field body.</summary>
    public IReadOnlyList<string> FrequentWords { get; }

    /// <summary>One of its files, damaged.</summary>
    public MutatedFile Mutate(Random random)
    {
        var name = _files.Keys.ElementAt(random.Next(_files.Count));
        return MutatedFile.Of(name, _files[name], random);
    }

    /// <summary>True when damage changed nothing.</summary>
    public bool Holds(MutatedFile mutated) => _files[mutated.Name].AsSpan().SequenceEqual(mutated.Bytes);

    /// <summary>A copy, with one file in place of the sound one.</summary>
    public MemoryDirectory With(MutatedFile? mutated)
    {
        var directory = new MemoryDirectory();
        foreach (var (name, bytes) in _files)
        {
            using var output = directory.CreateOutput(name);
            output.WriteBytes(string.Equals(name, mutated?.Name, StringComparison.Ordinal) ? mutated!.Bytes : bytes);
        }
        return directory;
    }

    private static void Write(MemoryDirectory directory, int documents, int segments, bool compound)
    {
        var random = new RandomDocuments(documents);
        var config = new IndexWriterConfig(WordAnalyzer.Instance) { MergePolicy = MergePolicy.None, MergeThreads = 0, CompoundFileMegabytes = compound ? 8 : 0 };
        using var writer = new IndexWriter(directory, config);
        for (var i = 1; i <= documents; i++)
        {
            var document = random.Next(ids: documents * 2);
            writer.UpdateDocument("id", document.Id, (document with { Body = "every " + document.Body }).ToDocument());
            if (i % (documents / segments) == 0)
                writer.Flush();
        }
        writer.DeleteDocuments("body", "w7");
        writer.Commit(new Dictionary<string, string>(StringComparer.Ordinal) { ["cursor"] = "17" });
    }

    private static string[] Frequent(MemoryDirectory directory)
    {
        using var reader = DirectoryReader.Open(directory);
        var terms = reader.Leaves[0].Terms("body")!.Enumerate();
        var words = new List<(string Word, int Count)>();
        while (terms.MoveNext())
            words.Add((Encoding.UTF8.GetString(terms.Term), terms.State.DocFreq));
        return [.. words.OrderByDescending(word => word.Count).Take(Words).Select(word => word.Word)];
    }
}
