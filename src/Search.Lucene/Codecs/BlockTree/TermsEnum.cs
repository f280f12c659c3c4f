using System.Globalization;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Numerics;

namespace Search.Lucene.Codecs.BlockTree;

/// <summary>
/// Walks the terms of a field in ascending order of their bytes (unsigned) and seeks among them, forwards and backwards. Before the first
/// term when new. Owns its buffers. Not thread-safe. A damaged dictionary ends in <see cref="CorruptIndexException"/>.
/// </summary>
/// <remarks>
/// Blocks form a tree: an entry of a block is a term or a block of terms with a longer prefix. The walk keeps the path from the root to the
/// present block. A seek takes the path from the index without loading the blocks above the last one; those are loaded when the walk comes back to them.
/// </remarks>
internal sealed class TermsEnum
{
    private readonly Terms _terms;
    private readonly TermBlock _exact;
    private readonly ByteArrayWriter _output = new();
    private TermBlock[] _path = [];
    private int _depth = -1;
    private byte[] _term = new byte[64];
    private int _termLength;

    // The block that holds the present term; null when there is none.
    private TermBlock? _current;
    private bool _isAtEnd;

    // Terms passed since the last seek: a damaged dictionary could lead in circles.
    private long _passed;

    internal TermsEnum(Terms terms)
    {
        _terms = terms;
        _exact = new TermBlock(terms);
    }

    /// <summary>The present term; valid until the next move.</summary>
    public ReadOnlySpan<byte> Term => _term.AsSpan(0, _termLength);

    /// <summary>Statistics and postings of the present term.</summary>
    public TermState State => (_current ?? throw new InvalidOperationException("the enumerator is not on a term")).State();

    /// <summary>Moves to the next term; false behind the last one.</summary>
    public bool MoveNext()
    {
        if (_isAtEnd)
            return false;
        if (_current is null)
            StartAtRoot();
        else if (_current == _exact)
            SeekPath(Term.ToArray());
        return Walk();
    }

    /// <summary>Moves to the first term at or after <paramref name="target"/>.</summary>
    public SeekStatus SeekCeil(ReadOnlySpan<byte> target)
    {
        var found = SeekPath(target);
        if (_isAtEnd || (!found && !Walk()))
            return SeekStatus.End;
        return Term.SequenceEqual(target) ? SeekStatus.Found : SeekStatus.NotFound;
    }

    /// <summary>Moves to <paramref name="target"/>; when it does not exist, returns false and is on no term: the next move starts at the first one.</summary>
    public bool SeekExact(ReadOnlySpan<byte> target)
    {
        _isAtEnd = false;
        _current = null;
        if (!FollowToLast(target) || !_exact.SeekExact(target))
            return false;
        SetTerm(target);
        _current = _exact;
        return true;
    }

    private void SetTerm(ReadOnlySpan<byte> term)
    {
        Reserve(term.Length);
        term.CopyTo(_term);
        _termLength = term.Length;
    }

    private void Reserve(int length)
    {
        if (length > PostingsFormat.MaxTermLength)
            CorruptIndexException.Throw(_terms.Tree.TermsFile.Name, 0, "a term of at most 32766 bytes", length.ToString(CultureInfo.InvariantCulture));
        if (length > _term.Length)
            Array.Resize(ref _term, Math.Min(PostingsFormat.MaxTermLength, 2 * length));
    }

    private void StartAtRoot()
    {
        _depth = -1;
        _passed = 0;
        Push().SetIndexed(_terms.Index.EmptyOutput, 0);
        _path[0].Load(_path[0].FirstPointer);
    }

    private TermBlock Push()
    {
        _depth++;
        if (_depth == _path.Length)
        {
            Array.Resize(ref _path, _depth + 4);
            for (var i = _depth; i < _path.Length; i++)
                _path[i] = new TermBlock(_terms);
        }
        return _path[_depth];
    }

    /// <summary>Moves to the next term after the present entry of the deepest block.</summary>
    private bool Walk()
    {
        _current = null;
        while (_depth >= 0)
        {
            var block = _path[_depth];
            if (!block.NextEntry())
            {
                if (block.IsLastOfFloor)
                    Pop();
                else
                    block.Load(block.EndPointer);
                continue;
            }
            TakeTerm(block);
            if (block.EntryIsTerm)
            {
                if (_passed++ > _terms.Count)
                    CorruptIndexException.Throw(_terms.Tree.TermsFile.Name, block.FirstPointer, $"{_terms.Count} terms", "more");
                _current = block;
                return true;
            }
            EnterSubBlock(block);
        }
        _isAtEnd = true;
        return false;
    }

    private void TakeTerm(TermBlock block)
    {
        var suffix = block.Suffix;
        _termLength = block.PrefixLength + suffix.Length;
        Reserve(_termLength);
        suffix.CopyTo(_term.AsSpan(block.PrefixLength));
    }

    private void EnterSubBlock(TermBlock block)
    {
        var pointer = block.SubBlockPointer;
        var sub = Push();
        sub.SetPlain(pointer, _termLength);
        sub.Load(pointer);
    }

    /// <summary>Goes back to the block above, behind the entry that led to the present one.</summary>
    private void Pop()
    {
        var child = _path[_depth--];
        if (_depth < 0)
            return;
        var parent = _path[_depth];
        if (!parent.IsLoaded)
            parent.LoadAndPass(child.FirstPointer, _term.AsSpan(0, child.PrefixLength));
    }

    /// <summary>
    /// Takes the path to the block where <paramref name="target"/> is or would be, and moves to it (true), or to before the first entry after it (false).
    /// </summary>
    private bool SeekPath(ReadOnlySpan<byte> target)
    {
        _isAtEnd = false;
        _current = null;
        _passed = 0;
        FollowAll(target);
        SetPrefix(target);
        var block = _path[_depth];
        block.Load(block.FloorPointer(target, out _));
        if (!block.SeekCeil(target))
            return false;
        TakeTerm(block);
        _current = block;
        return true;
    }

    private void SetPrefix(ReadOnlySpan<byte> target)
    {
        var prefix = target[.._path[_depth].PrefixLength];
        Reserve(prefix.Length);
        prefix.CopyTo(_term);
        _termLength = prefix.Length;
    }

    /// <summary>Puts all blocks on the path whose prefixes <paramref name="target"/> begins with, without loading them.</summary>
    private void FollowAll(ReadOnlySpan<byte> target)
    {
        var index = _terms.Index;
        var bytes = index.Bytes;
        _depth = -1;
        _output.Clear();
        Push().SetIndexed(index.EmptyOutput, 0);
        var node = 0;
        for (var i = 0; i < target.Length; i++)
        {
            if (!(i == 0 ? index.FindRootArc(target[0], out var arc) : index.FindArc(bytes, node, target[i], out arc)))
                return;
            node = arc.Target;
            Append(bytes, arc.OutputAt, arc.OutputLength);
            if (!arc.IsFinal)
                continue;
            var length = _output.Length;
            Append(bytes, arc.FinalOutputAt, arc.FinalOutputLength);
            Push().SetIndexed(_output.Bytes, i + 1);
            _output.Truncate(length);
        }
    }

    /// <summary>Makes <see cref="_exact"/> the block that would hold <paramref name="target"/>; false when that holds no terms at all.</summary>
    private bool FollowToLast(ReadOnlySpan<byte> target)
    {
        var index = _terms.Index;
        var bytes = index.Bytes;
        _output.Clear();
        FstArc last = default;
        var lastPrefix = 0;
        var lastOutput = 0;
        var node = 0;
        for (var i = 0; i < target.Length; i++)
        {
            if (!(i == 0 ? index.FindRootArc(target[0], out var arc) : index.FindArc(bytes, node, target[i], out arc)))
                break;
            node = arc.Target;
            Append(bytes, arc.OutputAt, arc.OutputLength);
            if (!arc.IsFinal)
                continue;
            last = arc;
            lastPrefix = i + 1;
            lastOutput = _output.Length;
        }
        if (lastPrefix == 0)
        {
            _exact.SetIndexed(index.EmptyOutput, 0);
        }
        else
        {
            _output.Truncate(lastOutput);
            Append(bytes, last.FinalOutputAt, last.FinalOutputLength);
            _exact.SetIndexed(_output.Bytes, lastPrefix);
        }
        var pointer = _exact.FloorPointer(target, out var hasTerms);
        if (!hasTerms)
            return false;
        _exact.Load(pointer);
        return true;
    }

    private void Append(ReadOnlySpan<byte> bytes, int at, int length)
    {
        if (length > 0)
            _terms.Index.CopyOutput(bytes, at, _output.Append(length));
    }
}
