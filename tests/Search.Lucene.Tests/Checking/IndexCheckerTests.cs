using Search.Lucene.Checking;
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
