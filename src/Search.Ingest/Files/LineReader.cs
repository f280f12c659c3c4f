namespace Search.Ingest.Files;

/// <summary>Cuts a stream into lines at <c>\n</c> in one growing buffer, bounded by <see cref="LongestLine"/>.</summary>
internal sealed class LineReader(Stream source) : IDisposable
{
    /// <summary>Bytes of the longest line that is kept: 64 MiB.</summary>
    public const int LongestLine = 64 << 20;

    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _finished;

    /// <summary>Number of the line that is being read, from 1.</summary>
    public long Number { get; private set; } = 1;

    /// <summary>Offset of that line's first byte.</summary>
    public long Offset { get; private set; }

    /// <summary>The next line; null at the end of the stream.</summary>
    public Line? Next()
    {
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
                return Take(searched + found, searched + found + 1);
            searched = _end - _start;
            if (searched > LongestLine)
                return SkipLine();
            if (_finished || !Fill())
                return searched == 0 ? null : Take(searched, searched);
        }
    }

    public void Dispose() => source.Dispose();

    private Line Take(int length, int used)
    {
        var line = new Line(Number, Offset, _buffer.AsMemory(_start, length), IsTooLong: false);
        _start += used;
        Advance(used);
        return line;
    }

    private void Advance(long used)
    {
        Number++;
        Offset += used;
    }

    private Line SkipLine()
    {
        var line = new Line(Number, Offset, default, IsTooLong: true);
        long used = 0;
        int found;
        while ((found = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n')) < 0)
        {
            used += _end - _start;
            _start = _end = 0;
            if (!Fill())
                break;
        }
        used += found + 1;
        _start += found + 1;
        Advance(used);
        return line;
    }

    /// <summary>Reads more; false at the end.</summary>
    private bool Fill()
    {
        MakeRoom();
        var read = source.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _finished = read == 0;
        return read > 0;
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
            return;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        else
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }
}
