using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Documents;

namespace Search.Lucene.Indexing;

/// <summary>
/// Writes the terms of one buffered field. Those of a large one are encoded in several threads, a stretch of terms at a time, and handed to the writer in
/// their order by the thread that writes, which encodes too while it has nothing to hand over: the bytes are the same with any number of threads.
/// One instance serves one field of one flush.
/// </summary>
/// <param name="field">Nothing is added to it any more.</param>
/// <param name="info">The field as the segment has it.</param>
/// <param name="slots">Of the field's terms, in their order.</param>
/// <param name="norms">A byte a document; empty when the field omits norms.</param>
/// <param name="maxDoc">Documents of the segment.</param>
/// <param name="spare">Stretches of memory that other fields of the segment have grown; the caller disposes of those that are left.</param>
internal sealed class FieldFlush(InvertedField field, FieldInfo info, int[] slots, ReadOnlyMemory<byte> norms, int maxDoc, Stack<EncodedTerms> spare)
{
    /// <summary>Terms of a stretch: enough that handing it over costs little, few enough that threads end together.</summary>
    public const int StretchTerms = 1024;

    /// <summary>Stretches that are encoded or wait to be handed over, at most, so that at most so many threads are of use: each takes memory.</summary>
    private const int Window = 6;

    private readonly object _gate = new();
    private readonly EncodedTerms?[] _ready = new EncodedTerms?[Window];
    private int _claimed;
    private int _handedOver;
    private int _helpers;
    private bool _ended;
    private Exception? _failure;

    private int Stretches => (slots.Length + StretchTerms - 1) / StretchTerms;

    /// <summary>Adds all terms to <paramref name="writer"/>, in which the field was started. At most <paramref name="threads"/> work at it, the caller, with its scratch, among them.</summary>
    public void Write(PostingsWriter writer, int threads, PostingsScratch scratch)
    {
        if (threads == 1 || Stretches < 2)
            WriteHere(writer, scratch);
        else
            WriteTogether(writer, Math.Min(threads, Stretches) - 1, scratch);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void WriteHere(PostingsWriter writer, PostingsScratch scratch)
    {
        for (var i = 0; i < slots.Length; i++)
        {
            field.PrefetchTerms(slots.AsSpan(i));
            var postings = field.Read(slots[i], scratch);
            writer.StartTerm(field.Terms.TermAt(slots[i]));
            writer.AddDocuments(postings.Docs, postings.Freqs, postings.Positions);
            writer.FinishTerm();
        }
    }

    private void WriteTogether(PostingsWriter writer, int helpers, PostingsScratch scratch)
    {
        try
        {
            for (var i = 0; i < helpers; i++)
                ThreadPool.UnsafeQueueUserWorkItem(static flush => flush.Help(), this, preferLocal: false);
            for (; _handedOver < Stretches; HandedOver())
                writer.Add(Next(scratch));
        }
        finally
        {
            EndHelp();
        }
    }

    /// <summary>The stretch that is to be handed over now. Encodes others as long as it is not ready.</summary>
    private EncodedTerms Next(PostingsScratch scratch)
    {
        while (true)
        {
            int claim;
            lock (_gate)
            {
                while (_failure is null && _ready[_handedOver % Window] is null && !CanClaim)
                    Monitor.Wait(_gate);
                if (_failure is not null)
                    ExceptionDispatchInfo.Throw(_failure);
                if (_ready[_handedOver % Window] is { } ready)
                    return ready;
                claim = _claimed++;
            }
            Encode(claim, scratch);
        }
    }

    private bool CanClaim => _claimed < Math.Min(Stretches, _handedOver + Window);

    private void HandedOver()
    {
        lock (_gate)
        {
            ref var ready = ref _ready[_handedOver++ % Window];
            spare.Push(ready!);
            ready = null;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Encodes stretches until none is left, in a thread that helps the one that writes. Throws nothing.</summary>
    private void Help()
    {
        lock (_gate)
        {
            if (_ended)
                return;
            _helpers++;
        }
        try
        {
            var scratch = new PostingsScratch();
            while (Claim() is { } claim)
                Encode(claim, scratch);
        }
        catch (OutOfMemoryException)
        {
            // No scratch: the others do without this one. A stretch that it had claimed has its failure set.
        }
        finally
        {
            lock (_gate)
            {
                _helpers--;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private int? Claim()
    {
        lock (_gate)
        {
            while (!_ended && _failure is null && _claimed < Stretches && !CanClaim)
                Monitor.Wait(_gate);
            return _ended || _failure is not null || _claimed == Stretches ? null : _claimed++;
        }
    }

    /// <summary>Nobody reads the buffer any more when this returns.</summary>
    private void EndHelp()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
            while (_helpers > 0)
                Monitor.Wait(_gate);
            foreach (var ready in _ready)
            {
                if (ready is not null)
                    spare.Push(ready);
            }
        }
    }

    private void Encode(int stretch, PostingsScratch scratch)
    {
        EncodedTerms? encoded;
        lock (_gate)
            spare.TryPop(out encoded);
        Exception? failure = null;
        try
        {
            encoded ??= new EncodedTerms(maxDoc);
            Encode(stretch, scratch, encoded);
        }
        catch (Exception e)
        {
            failure = e;
        }
        lock (_gate)
        {
            _ready[stretch % Window] = encoded;
            _failure ??= failure;
            Monitor.PulseAll(_gate);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Encode(int stretch, PostingsScratch scratch, EncodedTerms encoded)
    {
        encoded.Start(info, norms);
        var end = Math.Min(slots.Length, (stretch + 1) * StretchTerms);
        for (var i = stretch * StretchTerms; i < end; i++)
        {
            field.PrefetchTerms(slots.AsSpan(i));
            var postings = field.Read(slots[i], scratch);
            encoded.Add(field.Terms.TermAt(slots[i]), postings.Docs, postings.Freqs, postings.Positions);
        }
    }
}
