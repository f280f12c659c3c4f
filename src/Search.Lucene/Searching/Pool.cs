namespace Search.Lucene.Searching;

/// <summary>Objects kept for reuse; makes one when there is none. Thread-safe.</summary>
internal sealed class Pool<T>(Func<T> create)
    where T : class
{
    private const int Kept = 256;

    private readonly Stack<T> _free = new();
    private readonly Lock _lock = new();

    public T Rent()
    {
        lock (_lock)
        {
            if (_free.TryPop(out var item))
                return item;
        }
        return create();
    }

    public void Return(T item)
    {
        lock (_lock)
        {
            if (_free.Count < Kept)
                _free.Push(item);
        }
    }
}
