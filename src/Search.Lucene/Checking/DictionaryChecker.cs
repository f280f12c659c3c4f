using System.Globalization;
using Search.Lucene.Codecs.DocValues;
using Search.Lucene.Documents;

namespace Search.Lucene.Checking;

/// <summary>
/// Checks the distinct strings of a column: they ascend, block follows block, each is found, the longest is as long as stated, and the index
/// of prefixes holds what it must.
/// </summary>
internal static class DictionaryChecker
{
    /// <summary>Every such string is looked up.</summary>
    private const int SampleEvery = 7;

    /// <param name="file">The data file.</param>
    /// <param name="field">The column.</param>
    /// <param name="terms">Its strings.</param>
    public static void Check(string file, FieldInfo field, TermsDictionary terms)
    {
        byte[] previous = [];
        var end = terms.Range.Start;
        var longest = 0;
        var all = new SortedTerms(terms);
        while (all.MoveNext())
        {
            if (terms.StartsBlock(all.Ord) && terms.BlockAt(terms.BlockOf(all.Ord)).Position != end)
                Throw(file, end, field, $"string {all.Ord}", "another place for it");
            if (all.Ord > 0 && previous.AsSpan().SequenceCompareTo(all.Term) >= 0)
                Throw(file, end, field, "ascending strings", $"string {all.Ord} out of order");
            if (all.Ord % SampleEvery == 0 && terms.Find(all.Term) != all.Ord)
                Throw(file, end, field, $"string {all.Ord} by a search", "another or none");
            CheckPrefix(file, field, terms.Prefixes, all, previous);
            previous = all.Term.ToArray();
            longest = Math.Max(longest, previous.Length);
            end = all.End;
        }
        if (end != terms.Range.End)
            Throw(file, end, field, "the end of the strings", string.Create(CultureInfo.InvariantCulture, $"{terms.Range.End - end} more bytes"));
        if (longest != terms.MaxLength)
            Throw(file, -1, field, $"a longest string of {terms.MaxLength} bytes", longest.ToString(CultureInfo.InvariantCulture));
    }

    private static void CheckPrefix(string file, FieldInfo field, TermPrefixes prefixes, SortedTerms all, ReadOnlySpan<byte> previous)
    {
        if (!prefixes.Has(all.Ord))
            return;
        var length = all.Ord == 0 ? 0 : previous.CommonPrefixLength(all.Term) + 1;
        if (!prefixes.Get(all.Ord, out var offset).SequenceEqual(all.Term[..length]))
            Throw(file, offset, field, $"the first {length} bytes of string {all.Ord}", "others");
    }

    private static void Throw(string file, long offset, FieldInfo field, string expected, string actual) =>
        CorruptIndexException.Throw(file, offset, $"{expected} of field \"{field.Name}\"", actual);
}
