using Search.Lucene.Documents;
using Search.Lucene.Indexing;
using Search.Lucene.Store;
using Search.Testing.Model;

namespace Search.Lucene.Tests.Indexing;

/// <summary>Who holds the memory of buffers, and when it is freed.</summary>
public sealed class DocumentBuffersTests : IDisposable
{
    private readonly MemoryDirectory _directory = new();
    private readonly DocumentBuffers _buffers;
    private int _named;

    public DocumentBuffersTests() =>
        _buffers = new DocumentBuffers(() => new SegmentBuffer(WordAnalyzer.Instance, new FieldNumbers(), _directory, () => $"_{_named++}"), ramBytes: 1 << 20);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Of_the_buffers_that_were_written_one_is_filled_again_and_others_are_freed()
    {
        var (first, second) = (_buffers.Take(), _buffers.Take());
        first.Add(Text("one"));
        second.Add(Text("two"));
        var terms = second.FindInverted("body")!.Terms;
        _buffers.GiveBack(first);
        _buffers.GiveBack(second);
        foreach (var flush in _buffers.TakeAll().Unwritten)
        {
            flush.Write(compoundBytes: 0, threads: 1);
            Assert.Null(flush.Failure);
            _buffers.Recycle(flush.Buffer);
        }

        Assert.Same(first, _buffers.Take());
        first.Add(Text("three"));
        Assert.Equal(1, first.DocCount);
        Assert.Throws<ObjectDisposedException>(() => second.Add(Text("four")));
        Assert.Equal(0, terms.Slots.Length);
    }

    [Fact]
    public void Buffers_that_are_dropped_are_freed_full_and_spare_ones()
    {
        var (filled, spare) = (_buffers.Take(), _buffers.Take());
        spare.Add(Text("one"));
        var (spareTerms, filledTerms) = (spare.FindInverted("body")!.Terms, AddAndFind(filled));
        _buffers.Recycle(spare);
        Assert.NotEqual(0, spareTerms.Slots.Length);
        _buffers.DropAll();
        Assert.Equal(0, spareTerms.Slots.Length);
        Assert.Equal(0, filledTerms.Slots.Length);
        Assert.Throws<ObjectDisposedException>(() => filled.Add(Text("three")));
        Assert.Throws<ObjectDisposedException>(() => spare.Add(Text("four")));
        Assert.NotSame(spare, _buffers.Take());
    }

    [Fact]
    public void A_thread_gets_the_buffer_back_that_it_had_last_and_another_thread_that_which_was_given_back_last()
    {
        var own = _buffers.Take();
        SegmentBuffer? others = null;
        OnAnotherThread(() => others = _buffers.Take());
        _buffers.GiveBack(own);
        _buffers.GiveBack(others!);
        Assert.Same(own, _buffers.Take());
        _buffers.GiveBack(own);
        OnAnotherThread(() => Assert.Same(own, _buffers.Take()));
        Assert.Same(others, _buffers.Take());
    }

    private static void OnAnotherThread(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(action));
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    private static TermTable AddAndFind(SegmentBuffer buffer)
    {
        buffer.Add(Text("two"));
        return buffer.FindInverted("body")!.Terms;
    }

    private static Document Text(string text)
    {
        var document = new Document();
        document.Add(Field.Text("body", text, stored: true));
        return document;
    }
}
