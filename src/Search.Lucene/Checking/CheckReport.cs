using Search.Lucene.Codecs.Compound;

namespace Search.Lucene.Checking;

/// <summary>What <see cref="IndexChecker"/> found. An index without faults is clean.</summary>
public sealed class CheckReport
{
    private readonly List<CheckFault> _faults = [];
    private readonly List<SegmentReport> _segments = [];

    /// <summary>Name of the <c>segments_N</c> file, or null when it could not be read.</summary>
    public string? Commit { get; internal set; }

    public IReadOnlyList<CheckFault> Faults => _faults;

    public IReadOnlyList<SegmentReport> Segments => _segments;

    /// <summary>Files of the directory that the newest commit does not need: left-overs, or of older commits. No fault.</summary>
    public IReadOnlyList<string> UnusedFiles { get; internal set; } = [];

    public bool IsClean => _faults.Count == 0;

    /// <summary>Live documents of all segments.</summary>
    public long LiveDocs => _segments.Sum(segment => (long)segment.MaxDoc - segment.DeletedDocs);

    /// <summary>The compound file whose files are being checked: faults are told by the place in it, which is what lies on the disk.</summary>
    internal CompoundDirectory? Compound { get; set; }

    internal void Add(SegmentReport segment) => _segments.Add(segment);

    internal void Add(string file, long offset, string message)
    {
        var fault = Compound?.StartOf(file) is >= 0 and var start
            ? new CheckFault(Compound.DataFile, offset < 0 ? -1 : start + offset, FormattableString.Invariant($"{message} ({file} is the part of {Compound.DataFile} from byte {start} on)"))
            : new CheckFault(file, offset, message);
        // Two parts may stumble over the same.
        if (!_faults.Contains(fault))
            _faults.Add(fault);
    }

    /// <summary>Runs a check; what it throws about the index becomes a fault, and the next check goes on.</summary>
    /// <returns>False when there was a fault.</returns>
    internal bool Try(Action check)
    {
        try
        {
            check();
            return true;
        }
        catch (CorruptIndexException e)
        {
            Add(e.File, e.Offset, e.Message);
        }
        catch (IndexFormatException e)
        {
            Add(e.File, -1, e.Message);
        }
        catch (FileNotFoundException e)
        {
            Add(e.FileName ?? "", -1, e.Message);
        }
        return false;
    }
}
