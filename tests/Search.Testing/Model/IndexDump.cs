using System.Globalization;
using System.Text;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Xunit;

namespace Search.Testing.Model;

/// <summary>Everything that a reader finds of the live documents, as sorted lines in the words of <see cref="ModelDocument.Lines"/>.</summary>
public sealed class IndexDump
{
    private readonly List<string> _lines = [];
    private readonly PostingsCursor _cursor = new();

    public static IReadOnlyList<string> Of(DirectoryReader reader)
    {
        var dump = new IndexDump();
        foreach (var leaf in reader.Leaves)
            dump.Read(leaf);
        dump._lines.Sort(StringComparer.Ordinal);
        return dump._lines;
    }

    private void Read(SegmentReader leaf)
    {
        var keys = ReadStored(leaf);
        foreach (var field in leaf.Fields)
        {
            ReadTerms(leaf, field, keys);
            ReadNorms(leaf, field, keys);
            ReadValues(leaf, field, keys);
            ReadPoints(leaf, field, keys);
        }
    }

    private string?[] ReadStored(SegmentReader leaf)
    {
        var keys = new string?[leaf.MaxDoc];
        var live = 0;
        for (var doc = 0; doc < leaf.MaxDoc; doc++)
        {
            if (!leaf.IsLive(doc))
                continue;
            live++;
            var stored = leaf.StoredFields.Document(doc);
            keys[doc] = stored.GetString("key");
            var published = stored.GetLong("published")?.ToString(CultureInfo.InvariantCulture);
            _lines.Add($"stored {keys[doc]}: id={stored.GetString("id")} body={stored.GetString("body")} titles={string.Join('|', stored.GetStrings("title"))} published={published}");
        }
        Assert.Equal(leaf.DocCount, live);
        return keys;
    }

    private void ReadTerms(SegmentReader leaf, FieldInfo field, string?[] keys)
    {
        if (leaf.Terms(field.Name) is not { } terms)
            return;
        var enumeration = terms.Enumerate();
        while (enumeration.MoveNext())
        {
            var term = Encoding.UTF8.GetString(enumeration.Term);
            _cursor.Reset(terms, enumeration.State, PostingsFeatures.Positions);
            for (var doc = _cursor.NextDoc(); doc != PostingsCursor.End; doc = _cursor.NextDoc())
            {
                if (keys[doc] is { } key)
                    _lines.Add($"term {field.Name}/{term}: {key} {_cursor.Freq} {Positions()}");
            }
        }
    }

    private string Positions()
    {
        var positions = new List<int>();
        for (var position = _cursor.NextPosition(); position != PostingsCursor.End; position = _cursor.NextPosition())
            positions.Add(position);
        return positions.Count == 0 ? "-" : string.Join(',', positions);
    }

    private void ReadNorms(SegmentReader leaf, FieldInfo field, string?[] keys)
    {
        if (leaf.Norms(field.Name) is not { } norms)
            return;
        for (var doc = 0; doc < keys.Length; doc++)
        {
            if (keys[doc] is { } key && norms.Has(doc))
                _lines.Add($"norm {field.Name} {key}: {norms.Get(doc)}");
        }
    }

    private void ReadValues(SegmentReader leaf, FieldInfo field, string?[] keys)
    {
        var numbers = field.DocValuesType == DocValuesType.Numeric ? leaf.NumericDocValues(field.Name) : null;
        var strings = field.DocValuesType == DocValuesType.Sorted ? leaf.SortedDocValues(field.Name) : null;
        var sets = field.DocValuesType == DocValuesType.SortedSet ? leaf.SortedSetDocValues(field.Name) : null;
        for (var doc = 0; doc < keys.Length; doc++)
        {
            if (keys[doc] is not { } key)
                continue;
            foreach (var ordinal in sets?.Ords(doc) ?? [])
                _lines.Add($"value {field.Name} {key}: {Encoding.UTF8.GetString(sets!.Lookup(ordinal))}");
            if (numbers is not null && numbers.TryGet(doc, out var number))
                _lines.Add(string.Create(CultureInfo.InvariantCulture, $"value {field.Name} {key}: {number}"));
            if (strings is not null && strings.Ord(doc) is >= 0 and var ord)
                _lines.Add($"value {field.Name} {key}: {Encoding.UTF8.GetString(strings.Lookup(ord))}");
        }
    }

    private void ReadPoints(SegmentReader leaf, FieldInfo field, string?[] keys)
    {
        if (leaf.PointValues(field.Name) is not { } points)
            return;
        var values = new long[points.MaxLeafPoints];
        var docs = new int[points.MaxLeafPoints];
        for (var i = 0; i < points.LeafCount; i++)
        {
            for (var at = points.ReadLeaf(i, values, docs) - 1; at >= 0; at--)
            {
                if (keys[docs[at]] is { } key)
                    _lines.Add(string.Create(CultureInfo.InvariantCulture, $"point {field.Name} {key}: {values[at]}"));
            }
        }
    }
}
