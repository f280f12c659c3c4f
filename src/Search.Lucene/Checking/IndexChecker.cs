using System.Globalization;
using Search.Lucene.Codecs;
using Search.Lucene.Codecs.Segments;
using Search.Lucene.Store;

namespace Search.Lucene.Checking;

/// <summary>
/// Goes through a whole index and verifies everything that the formats promise: checksums, order, counts, and that what is said twice
/// agrees. Changes nothing. Reads every byte: minutes for a large index.
/// </summary>
public static class IndexChecker
{
    /// <summary>Checks the newest commit. Faults of the index are in the report; only trouble in reading at all is thrown.</summary>
    /// <param name="directory">The index.</param>
    /// <param name="progress">Told what is being checked; may be null.</param>
    /// <param name="cancellation">Stops between segments and parts of them.</param>
    public static CheckReport Check(IndexDirectory directory, Action<string>? progress = null, CancellationToken cancellation = default)
    {
        var report = new CheckReport();
        SegmentInfos? infos = null;
        report.Try(() => infos = SegmentInfos.ReadLatest(directory));
        if (infos is null)
            return report;
        report.Commit = infos.FileName;
        report.UnusedFiles = [.. directory.ListAll().Except(infos.Files(), StringComparer.Ordinal).Where(name => name != IndexFileNames.WriteLock)];
        report.Try(() => CheckCommit(infos));
        foreach (var segment in infos.Segments)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Invoke($"segment {segment.Info.Name}: {segment.Info.MaxDoc} documents, {segment.DelCount} deleted");
            new SegmentChecker(directory, segment, report, cancellation).Check();
        }
        return report;
    }

    /// <summary>The next segment's number is above all others, so that no new segment takes an old one's name; versions and counts are possible ones.</summary>
    private static void CheckCommit(SegmentInfos infos)
    {
        foreach (var segment in infos.Segments)
        {
            // No field here marks documents as deleted: such fields are refused.
            if (segment.SoftDelCount != 0)
                CorruptIndexException.Throw(infos.FileName!, -1, $"no soft deletions in {segment.Info.Name}", segment.SoftDelCount.ToString(CultureInfo.InvariantCulture));
            if (segment.Info.MinVersion > segment.Info.Version)
                CorruptIndexException.Throw(SegmentInfoFormat.FileName(segment.Info.Name), -1, $"documents of Lucene {segment.Info.Version} or before", $"ones of {segment.Info.MinVersion}");
            if (IndexFileNames.FromBase36(segment.Info.Name.AsSpan(1)) >= infos.Counter)
                CorruptIndexException.Throw(infos.FileName!, -1, $"a next segment after {segment.Info.Name}", "_" + IndexFileNames.ToBase36(infos.Counter));
        }
    }
}
