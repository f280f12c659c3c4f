using Search.Analysis.Standard;
using Search.Lucene.Checking;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Testing;

namespace Search.Lucene.Tests.Checking;

public sealed class IndexCheckerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_sound_index_is_clean_and_counted(bool compound)
    {
        using var directory = new MemoryDirectory();
        var sample = SampleIndex.Write(directory, [3, 3000], compound);
        var report = IndexChecker.Check(directory);
        Assert.Empty(report.Faults);
        Assert.Equal(("segments_1", 3003 - 1000), (report.Commit, (int)report.LiveDocs));
        Assert.Equal(sample.Documents.Sum(document => document.Words.Length), report.Segments.Sum(segment => segment.Positions));
        Assert.Equal(sample.Documents.Count(document => document.Published is not null), report.Segments.Sum(segment => segment.Points));
        Assert.Empty(report.UnusedFiles);
    }

    [Fact]
    public void Indexes_of_real_Lucene_are_clean()
    {
        foreach (var folder in new[] { GoldenIndex.Plain, GoldenIndex.Compound })
        {
            using var directory = new MMapDirectory(folder);
            Assert.Empty(IndexChecker.Check(directory).Faults);
        }
    }

    [Theory]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(640)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(8192)]
    [InlineData(9000)]
    public void Terms_whose_last_block_is_full_or_not_are_clean(int documents)
    {
        using var directory = new MemoryDirectory();
        using (var writer = new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer())))
        {
            for (var number = 0; number < documents; number++)
                writer.AddDocument(new Document().Add(Field.Text("body", number % 3 == 0 ? "all all" : "all", stored: false)).Add(Field.String("all", "all", stored: false)));
            writer.Commit();
        }
        Assert.Equal([], IndexChecker.Check(directory).Faults.Select(fault => fault.Message));
    }

    [Fact]
    public void A_missing_file_is_named_and_the_rest_still_checked()
    {
        using var directory = new MemoryDirectory();
        SampleIndex.Write(directory, [50], compound: false);
        directory.DeleteFile("_0.nvd");
        var report = IndexChecker.Check(directory);
        Assert.Contains(report.Faults, fault => fault.File == "_0.nvd");
        Assert.Equal(50, report.Segments[0].MaxDoc);
        Assert.True(report.Segments[0].Points > 0);
    }

    [Fact]
    public void Files_that_no_commit_needs_are_listed_and_no_fault()
    {
        using var directory = new MemoryDirectory();
        SampleIndex.Write(directory, [5], compound: true);
        directory.CreateOutput("_9.fdt").Dispose();
        var report = IndexChecker.Check(directory);
        Assert.True(report.IsClean);
        Assert.Equal(["_9.fdt"], report.UnusedFiles);
    }

    [Fact]
    public void A_folder_without_index_says_so()
    {
        using var directory = new MemoryDirectory();
        Assert.Throws<IndexNotFoundException>(() => IndexChecker.Check(directory));
    }
}
