using Search.Lucene.Codecs;
using Search.Lucene.Codecs.Compound;
using Search.Lucene.Codecs.Fields;
using Search.Lucene.Codecs.LiveDocs;
using Search.Lucene.Documents;
using Search.Lucene.Store;

namespace Search.Lucene.Checking;

/// <summary>Checks one segment, part by part; a fault in one part doesn't keep the others from being checked.</summary>
internal sealed class SegmentChecker(IndexDirectory directory, SegmentCommitInfo segment, CheckReport report, CancellationToken cancellation)
{
    private readonly SegmentReport _counts = new(segment.Info.Name, segment.Info.MaxDoc, segment.DelCount);

    public void Check()
    {
        report.Add(_counts);
        foreach (var file in segment.Files().Where(file => !directory.FileExists(file)))
            report.Add(file, -1, $"{file}: missing");
        report.Try(() => LiveDocsFormat.Read(directory, segment));
        if (!segment.Info.IsCompoundFile)
        {
            CheckParts(directory, segment.Info.Files);
            return;
        }
        CompoundDirectory? compound = null;
        report.Try(() => compound = new CompoundDirectory(directory, segment.Info));
        if (compound is null)
            return;
        using (compound)
        {
            report.Compound = compound;
            report.Try(compound.CheckIntegrity);
            CheckParts(compound, compound.ListAll());
            report.Compound = null;
        }
    }

    private void CheckParts(IndexDirectory files, IReadOnlyCollection<string> listed)
    {
        FieldInfos? fields = null;
        report.Try(() => fields = FieldInfosFormat.Read(files, segment.Info));
        if (fields is null)
            return;
        _counts.Fields = fields.Count;
        var state = new SegmentReadState(files, segment.Info, fields);
        report.Try(() => FileListChecker.Check(state, listed, report));
        // The stored fields state the count of documents once more: where that disagrees, the other parts would go on for documents that aren't there.
        if (!report.Try(() => _counts.StoredValues = StoredFieldsChecker.Check(state, report)))
            return;
        Action<SegmentReadState>[] parts =
        [
            parts => ColumnChecker.CheckNorms(parts, report),
            parts => _counts.DocValues = ColumnChecker.CheckDocValues(parts, report),
            parts => _counts.Points = PointChecker.Check(parts, report),
            parts => PostingsChecker.Check(parts, report, _counts, cancellation),
        ];
        foreach (var part in parts)
        {
            cancellation.ThrowIfCancellationRequested();
            report.Try(() => part(state));
        }
    }
}
