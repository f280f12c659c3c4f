using System.Globalization;
using Search.Lucene.Codecs;
using Search.Lucene.Codecs.Points;
using Search.Lucene.Documents;
using Search.Lucene.Numerics;

namespace Search.Lucene.Checking;

/// <summary>Checks points: in order, within the bounds that the tree gives each leaf, leaf behind leaf, and as many as stated.</summary>
internal static class PointChecker
{
    /// <summary>Returns how many points there are.</summary>
    public static long Check(SegmentReadState state, CheckReport report)
    {
        using var reader = new PointsReader(state);
        long total = 0;
        foreach (var field in state.Fields.Where(field => field.PointDimensionCount > 0))
        {
            if (reader.Field(field.Name) is { } points)
                report.Try(() => total += CheckField(state.Segment, field, points));
        }
        return total;
    }

    private static long CheckField(SegmentInfo segment, FieldInfo field, PointValues points)
    {
        var file = segment.FileName(PointsFormat.DataExtension);
        var meta = segment.FileName(PointsFormat.MetaExtension);
        var values = new long[points.MaxLeafPoints];
        var docs = new int[points.MaxLeafPoints];
        var seen = new FixedBitSet(segment.MaxDoc);
        var last = (Value: long.MinValue, Doc: -1);
        long total = 0;
        for (var leaf = 0; leaf < points.LeafCount; leaf++)
        {
            var count = points.ReadLeaf(leaf, values, docs, out var end);
            var (lower, upper) = points.LeafBounds(leaf);
            for (var i = 0; i < count; i++)
            {
                var point = (Value: values[i], Doc: docs[i]);
                if (point.CompareTo(last) < 0 || point.Value < lower || point.Value > upper)
                    Throw(file, points.LeafPointer(leaf), $"ascending points of field \"{field.Name}\" from {lower} to {upper}", point.Value);
                seen.Set(point.Doc);
                last = point;
            }
            if (values[0] != lower)
                Throw(file, points.LeafPointer(leaf), $"the point {lower} of field \"{field.Name}\" as the first of leaf {leaf}", values[0]);
            if (leaf + 1 < points.LeafCount && points.LeafPointer(leaf + 1) != end)
                Throw(file, end, $"leaf {leaf + 1} of field \"{field.Name}\"", points.LeafPointer(leaf + 1));
            total += count;
        }
        if (last.Value != points.Max)
            Throw(meta, -1, $"the largest point {points.Max} of field \"{field.Name}\"", last.Value);
        if (total != points.Size)
            Throw(meta, -1, $"{points.Size} points of field \"{field.Name}\"", total);
        if (seen.Cardinality() != points.DocCount)
            Throw(meta, -1, $"{points.DocCount} documents with points of field \"{field.Name}\"", seen.Cardinality());
        return total;
    }

    private static void Throw(string file, long offset, string expected, long actual) =>
        CorruptIndexException.Throw(file, offset, expected, actual.ToString(CultureInfo.InvariantCulture));
}
