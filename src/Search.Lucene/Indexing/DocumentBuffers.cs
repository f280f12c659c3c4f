namespace Search.Lucene.Indexing;

/// <summary>
/// The buffers of a writer, one for each thread that adds at the same time, with the deletions that go with them, and the memory of all.
/// Gives each operation its place in one sequence, in which deletions hit what came before them, whichever buffer it lies in. Thread-safe.
/// </summary>
/// <param name="make">Makes an empty buffer.</param>
/// <param name="ramBytes">Memory for all: then the largest is to be written.</param>
internal sealed class DocumentBuffers(Func<SegmentBuffer> make, long ramBytes)
{
    private readonly Lock _gate = new();
    private readonly List<SegmentBuffer> _all = [];
    private readonly List<SegmentBuffer> _idle = [];
    private readonly List<BufferFlush> _flushes = [];
    private PendingDeletes _deletes = new();
    private SegmentBuffer? _spare;
    private Exception? _damage;
    private long _place;
    private int _era;

    /// <summary>Counts how often everything was dropped.</summary>
    public int Era
    {
        get
        {
            lock (_gate)
                return _era;
        }
    }

    /// <summary>True when deletions take so much of the memory that they should be applied.</summary>
    public bool HasManyDeletes
    {
        get
        {
            lock (_gate)
                return _deletes.UsedBytes > ramBytes / 2;
        }
    }

    /// <summary>
    /// A buffer for one document, for this thread alone until it is given back: the one that it had last, where nobody has it, since what it touched of that
    /// lies in its core's caches; else that which was given back last.
    /// </summary>
    public SegmentBuffer Take()
    {
        var thread = Environment.CurrentManagedThreadId;
        lock (_gate)
        {
            var buffer = TakeIdle(thread) ?? Begin();
            buffer.LastThread = thread;
            return buffer;
        }
    }

    /// <summary>
    /// Takes a buffer back. What was added to it has its place in the sequence now, together with the deletion of what it replaces. Returns
    /// the buffer that the caller has to write, when memory is full.
    /// </summary>
    public BufferFlush? GiveBack(SegmentBuffer buffer, DeleteTerm? replaced = null)
    {
        buffer.Measure();
        lock (_gate)
        {
            buffer.Place(++_place);
            if (replaced is { } term)
                _deletes.Add(term, _place);
            _idle.Add(buffer);
            return TakeFull();
        }
    }

    /// <summary>A document could not be written whole: nothing may come of the buffers any more until everything is dropped.</summary>
    public void Damage(Exception cause)
    {
        lock (_gate)
            _damage ??= cause;
    }

    /// <summary>Deletes what was added before.</summary>
    public void Delete(DeleteTerm term)
    {
        lock (_gate)
            _deletes.Add(term, ++_place);
    }

    /// <summary>The deletions after a place, and the place up to which they are complete.</summary>
    public ((DeleteTerm Term, long Place)[] Deletes, long UpTo) DeletesAfter(long place)
    {
        lock (_gate)
            return (_deletes.After(place), _place);
    }

    /// <summary>Everything that was added and deleted so far; nobody may be adding. What other threads are writing is among it.</summary>
    /// <exception cref="IOException">The buffers are damaged.</exception>
    public TakenBuffers TakeAll()
    {
        lock (_gate)
        {
            if (_damage is not null)
                throw new IOException(_damage.Message, _damage);
            BufferFlush[] beingWritten = [.. _flushes];
            var filled = _all.Where(buffer => buffer.DocCount > 0).OrderBy(buffer => buffer.FirstPlace).ToList();
            var taken = new TakenBuffers(beingWritten, [.. filled.Select(Freeze)], _deletes, _place);
            _flushes.Clear();
            _deletes = new PendingDeletes();
            return taken;
        }
    }

    /// <summary>What is written of the buffers that were full, to be put among the segments.</summary>
    public IReadOnlyList<BufferFlush> TakeWritten()
    {
        lock (_gate)
        {
            var written = _flushes.Where(flush => flush.Segment is not null).ToList();
            _flushes.RemoveAll(written.Contains);
            return written;
        }
    }

    /// <summary>
    /// Drops everything: those who are writing a buffer see another era. Nobody may be adding. Returns the files that were begun, and the buffers
    /// that others are writing.
    /// </summary>
    public (IReadOnlyList<string> Begun, IReadOnlyList<BufferFlush> BeingWritten) DropAll()
    {
        lock (_gate)
        {
            var files = _all.SelectMany(buffer => buffer.Files?.CreatedFiles ?? []).ToList();
            BufferFlush[] beingWritten = [.. _flushes];
            _era++;
            _damage = null;
            foreach (var buffer in _all)
                buffer.Abandon();
            _all.Clear();
            _idle.Clear();
            _flushes.Clear();
            // It knows the fields by their numbers, which may be others from now on.
            _spare?.Dispose();
            _spare = null;
            _deletes = new PendingDeletes();
            return (files, beingWritten);
        }
    }

    /// <summary>A buffer that was written may be filled again; one is kept, with its memory.</summary>
    public void Recycle(SegmentBuffer buffer)
    {
        if (Volatile.Read(ref _spare) is not null || !TryKeep(buffer))
            buffer.Dispose();
    }

    private bool TryKeep(SegmentBuffer buffer)
    {
        buffer.Reset();
        lock (_gate)
        {
            if (_spare is not null)
                return false;
            _spare = buffer;
            return true;
        }
    }

    private SegmentBuffer? TakeIdle(int thread)
    {
        var taken = _idle.Count - 1;
        for (var i = taken; i >= 0; i--)
        {
            if (_idle[i].LastThread == thread)
            {
                taken = i;
                break;
            }
        }
        if (taken < 0)
            return null;
        var buffer = _idle[taken];
        _idle.RemoveAt(taken);
        return buffer;
    }

    private SegmentBuffer Begin()
    {
        var buffer = _spare ?? make();
        _spare = null;
        _all.Add(buffer);
        return buffer;
    }

    private BufferFlush? TakeFull()
    {
        var used = _deletes.UsedBytes;
        SegmentBuffer? largest = null;
        foreach (var buffer in _all)
            used += buffer.MeasuredBytes;
        foreach (var buffer in _idle)
        {
            if (buffer.DocCount > 0 && (largest is null || buffer.MeasuredBytes > largest.MeasuredBytes))
                largest = buffer;
        }
        return largest is not null && (used >= ramBytes || largest.IsFull) ? Freeze(largest) : null;
    }

    private BufferFlush Freeze(SegmentBuffer buffer)
    {
        _all.Remove(buffer);
        _idle.Remove(buffer);
        var flush = new BufferFlush(buffer, _deletes.Of(buffer), _place, _era);
        _flushes.Add(flush);
        return flush;
    }
}
