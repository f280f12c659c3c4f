using System.Globalization;
using Search.Lucene.Codecs.Postings;
using Search.Lucene.Numerics;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.BlockTree;

/// <summary>
/// One block of the terms dictionary, or one of a chain of blocks of a common prefix ("floor blocks"): loads it, steps through its
/// entries, seeks in it, and decodes the states of its terms when asked. Used again for other blocks. Not thread-safe.
/// </summary>
internal sealed class TermBlock
{
    private readonly Terms _terms;
    private readonly FileView _file;
    private readonly bool _hasFreqs;

    // What the index says: the chain's other blocks by the first byte after the prefix.
    private byte[] _floor = [];
    private int _floorLength;
    private int _floorCount;
    private bool _firstHasTerms;

    // The loaded block. Suffixes lie in the file unless they were compressed.
    private long _loaded = -1;
    private int _entryCount;
    private bool _isLeaf;
    private byte[] _suffixBuffer = [];
    private bool _suffixesAreInFile;
    private long _suffixPointer;
    private int _suffixBytes;
    private byte[] _lengthBuffer = [];
    private bool _lengthsAreInFile;
    private long _lengthPointer;
    private int _lengthBytes;
    private int _equalLength;
    private long _statsPointer;
    private int _statsBytes;
    private long _metaPointer;
    private int _metaBytes;

    // The present entry, and what follows it.
    private int _entry;
    private int _termsBefore;
    private int _suffixStart;
    private int _suffixLength;
    private int _nextSuffix;
    private int _nextLength;

    // Decoding of states, up to the term with number _decoded - 1 of the block.
    private TermState _state;
    private int _decoded;
    private int _singletons;
    private int _statsAt;
    private int _metaAt;

    public TermBlock(Terms terms)
    {
        _terms = terms;
        _file = terms.Tree.TermsFile;
        _hasFreqs = terms.HasFreqs;
    }

    /// <summary>Offset in the .tim file of the first block of the chain.</summary>
    public long FirstPointer { get; private set; }

    /// <summary>Bytes that all terms of the block have in common and that are not stored in it.</summary>
    public int PrefixLength { get; private set; }

    public bool IsLoaded { get; private set; }

    /// <summary>Offset behind the loaded block, where the next one of the chain begins.</summary>
    public long EndPointer { get; private set; }

    /// <summary>No block of the chain follows the loaded one.</summary>
    public bool IsLastOfFloor { get; private set; }

    /// <summary>The present entry is a term, not a block.</summary>
    public bool EntryIsTerm { get; private set; }

    /// <summary>Offset of the block that the present entry stands for.</summary>
    public long SubBlockPointer { get; private set; }

    /// <summary>The present entry without the prefix.</summary>
    public ReadOnlySpan<byte> Suffix => Suffixes.Slice(_suffixStart, _suffixLength);

    private ReadOnlySpan<byte> Suffixes => _suffixesAreInFile ? _file.Slice(_suffixPointer, _suffixBytes) : _suffixBuffer.AsSpan(0, _suffixBytes);

    private ReadOnlySpan<byte> Lengths => _lengthsAreInFile ? _file.Slice(_lengthPointer, _lengthBytes) : _lengthBuffer.AsSpan(0, _lengthBytes);

    /// <summary>Stands for the block, or chain, that the index describes by <paramref name="output"/>. Not loaded.</summary>
    public void SetIndexed(ReadOnlySpan<byte> output, int prefixLength)
    {
        var reader = new ByteReader(output, _file);
        var code = reader.ReadVLong();
        SetPlain(code >> BlockTreeFormat.OutputFlagBits, prefixLength);
        _firstHasTerms = (code & BlockTreeFormat.OutputHasTerms) != 0;
        if ((code & BlockTreeFormat.OutputIsFloor) == 0)
            return;
        _floorCount = reader.ReadVInt();
        _floorLength = reader.Remaining;
        if (_floorLength > _floor.Length)
            _floor = new byte[Math.Max(64, 2 * _floorLength)];
        reader.ReadBytes(_floorLength).CopyTo(_floor);
    }

    /// <summary>Stands for the block at an offset; the other blocks of its chain, if any, can only be reached one after another. Not loaded.</summary>
    public void SetPlain(long pointer, int prefixLength)
    {
        FirstPointer = pointer;
        PrefixLength = prefixLength;
        IsLoaded = false;
        _firstHasTerms = true;
        _floorCount = 0;
        _floorLength = 0;
    }

    /// <summary>Offset of the block of the chain that would hold a term, and whether that block holds terms at all.</summary>
    public long FloorPointer(ReadOnlySpan<byte> term, out bool hasTerms)
    {
        hasTerms = _firstHasTerms;
        var pointer = FirstPointer;
        if (term.Length <= PrefixLength)
            return pointer;
        var label = term[PrefixLength];
        var reader = new ByteReader(_floor.AsSpan(0, _floorLength), _file);
        for (var i = 0; i < _floorCount; i++)
        {
            if (label < reader.ReadByte())
                break;
            var code = reader.ReadVLong();
            pointer = FirstPointer + (code >> 1);
            hasTerms = (code & 1) != 0;
        }
        return pointer;
    }

    /// <summary>First bytes of the suffixes, and offsets, of the chain's blocks after the first; returns how many there are.</summary>
    public int ReadChain(Span<byte> labels, Span<long> pointers)
    {
        var reader = new ByteReader(_floor.AsSpan(0, _floorLength), _file);
        if ((uint)_floorCount > (uint)labels.Length)
            reader.ThrowCorrupt($"a chain of at most {labels.Length} blocks more", _floorCount.ToString(CultureInfo.InvariantCulture));
        for (var i = 0; i < _floorCount; i++)
        {
            labels[i] = reader.ReadByte();
            if (i > 0 && labels[i] <= labels[i - 1])
                reader.ThrowCorrupt($"a first byte above {labels[i - 1]}", labels[i].ToString(CultureInfo.InvariantCulture));
            pointers[i] = FirstPointer + (reader.ReadVLong() >>> 1);
        }
        return _floorCount;
    }

    /// <summary>Loads the block at an offset, or rewinds it when it is loaded already. Stands before its first entry.</summary>
    public void Load(long pointer)
    {
        if (pointer != _loaded)
        {
            _loaded = -1;
            ReadBlock(pointer);
            _loaded = pointer;
            _decoded = 0;
        }
        IsLoaded = true;
        _entry = -1;
        _termsBefore = 0;
        _nextSuffix = 0;
        _nextLength = 0;
        EntryIsTerm = false;
        SubBlockPointer = 0;
    }

    /// <summary>Loads the block of the chain that has an entry for the sub-block at an offset, whose prefix is <paramref name="prefix"/>, and stands on that entry.</summary>
    public void LoadAndPass(long subBlock, ReadOnlySpan<byte> prefix)
    {
        Load(FloorPointer(prefix, out _));
        while (NextEntry())
        {
            if (!EntryIsTerm && SubBlockPointer == subBlock)
                return;
        }
        CorruptIndexException.Throw(_file.Name, _loaded, $"an entry for the block at {subBlock}", "none");
    }

    /// <summary>Moves to the next entry; false, and stays, behind the last one.</summary>
    public bool NextEntry()
    {
        if (_entry + 1 >= _entryCount)
            return false;
        if (EntryIsTerm)
            _termsBefore++;
        _entry++;
        var lengths = new ByteReader(Lengths, _file, _lengthPointer);
        lengths.Skip(_nextLength);
        var code = lengths.ReadVInt();
        EntryIsTerm = _isLeaf || (code & 1) == 0;
        _suffixStart = _nextSuffix;
        _suffixLength = _isLeaf ? code : code >>> 1;
        if ((uint)_suffixLength > (uint)(_suffixBytes - _suffixStart))
            lengths.ThrowCorrupt($"a suffix within {_suffixBytes} bytes", $"{_suffixLength} bytes from {_suffixStart}");
        _nextSuffix = _suffixStart + _suffixLength;
        if (!EntryIsTerm)
            ReadSubBlock(ref lengths);
        _nextLength = (int)(lengths.Position - _lengthPointer);
        return true;
    }

    /// <summary>Moves to the entry of this very term. The block was just loaded; when false it stands anywhere.</summary>
    public bool SeekExact(ReadOnlySpan<byte> term)
    {
        var suffix = term[PrefixLength..];
        if (_equalLength >= 0)
            return SeekEqualLengths(suffix);
        if (_isLeaf)
            return SeekLeaf(suffix);
        return SeekSuffix(suffix, out var isEqual) && isEqual && EntryIsTerm;
    }

    /// <summary>
    /// Moves to the entry of this very term (true), or to before the first entry after it (false). The block was just loaded.
    /// </summary>
    public bool SeekCeil(ReadOnlySpan<byte> term)
    {
        if (_isLeaf)
            return SeekLeaf(term[PrefixLength..]);
        if (!SeekSuffix(term[PrefixLength..], out var isEqual))
            return false;
        if (isEqual && EntryIsTerm)
            return true;
        StepBack();
        return false;
    }

    /// <summary>State of the present entry, which is a term.</summary>
    public TermState State()
    {
        var number = _isLeaf ? _entry : _termsBefore;
        if (_decoded > number + 1)
            _decoded = 0;
        if (_decoded == 0)
        {
            _state = TermState.Origin;
            _singletons = 0;
            _statsAt = 0;
            _metaAt = 0;
        }
        if (_decoded <= number)
            DecodeUpTo(number);
        return _state;
    }

    private void ReadSubBlock(ref ByteReader lengths)
    {
        var distance = lengths.ReadVLong();
        // Blocks are written before the one that refers to them, in the order of their prefixes.
        if (_suffixLength == 0 || distance <= 0 || distance > _loaded || _loaded - distance <= SubBlockPointer)
            lengths.ThrowCorrupt("an earlier block of a longer prefix", $"one {distance} bytes before {_loaded} with {_suffixLength} bytes of suffix");
        SubBlockPointer = _loaded - distance;
    }

    private bool SeekSuffix(ReadOnlySpan<byte> target, out bool isEqual)
    {
        while (NextEntry())
        {
            var order = Suffix.SequenceCompareTo(target);
            if (order < 0)
                continue;
            isEqual = order == 0;
            return true;
        }
        isEqual = false;
        return false;
    }

    /// <summary>In a block of terms only: moves to this very term (true), or to before the first entry after it (false).</summary>
    private bool SeekLeaf(ReadOnlySpan<byte> target)
    {
        var suffixes = Suffixes;
        var lengths = new ByteReader(Lengths, _file, _lengthPointer);
        var start = 0;
        var lengthAt = 0;
        var order = -1;
        var entry = 0;
        for (; entry < _entryCount; entry++)
        {
            var length = lengths.ReadVInt();
            if ((uint)length > (uint)(suffixes.Length - start))
                lengths.ThrowCorrupt($"a suffix within {suffixes.Length} bytes", $"{length} bytes from {start}");
            order = suffixes.Slice(start, length).SequenceCompareTo(target);
            if (order >= 0)
                break;
            start += length;
            lengthAt = (int)(lengths.Position - _lengthPointer);
        }
        _entry = entry - 1;
        _nextSuffix = start;
        _nextLength = lengthAt;
        return order == 0 && NextEntry();
    }

    private bool SeekEqualLengths(ReadOnlySpan<byte> target)
    {
        if (target.Length != _equalLength)
            return false;
        var suffixes = Suffixes;
        var low = 0;
        var high = _entryCount - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = suffixes.Slice(middle * _equalLength, _equalLength).SequenceCompareTo(target);
            if (order == 0)
            {
                _entry = middle;
                EntryIsTerm = true;
                _suffixStart = middle * _equalLength;
                _suffixLength = _equalLength;
                _nextSuffix = _suffixStart + _suffixLength;
                _nextLength = middle + 1;
                return true;
            }
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return false;
    }

    /// <summary>Undoes the last <see cref="NextEntry"/>.</summary>
    private void StepBack()
    {
        var entry = _entry;
        Load(_loaded);
        for (var i = 0; i < entry; i++)
            NextEntry();
    }

    private void ReadBlock(long pointer)
    {
        var reader = _file.ReaderAt(pointer);
        var code = reader.ReadVInt();
        _entryCount = code >>> 1;
        IsLastOfFloor = (code & 1) != 0;
        if (_entryCount is 0 or > BlockTreeFormat.SaneEntries)
            reader.ThrowCorrupt("a block of 1 to 65536 entries", _entryCount.ToString(CultureInfo.InvariantCulture));
        ReadSuffixes(ref reader);
        ReadLengths(ref reader);
        _statsBytes = reader.ReadVInt();
        _statsPointer = reader.Position;
        reader.Skip(_statsBytes);
        _metaBytes = reader.ReadVInt();
        _metaPointer = reader.Position;
        reader.Skip(_metaBytes);
        EndPointer = reader.Position;
    }

    private void ReadSuffixes(ref ByteReader reader)
    {
        var token = reader.ReadVLong();
        var length = token >> BlockTreeFormat.SuffixLengthShift;
        var compression = (int)token & BlockTreeFormat.SuffixCompressionMask;
        _isLeaf = (token & BlockTreeFormat.SuffixIsLeaf) != 0;
        if (length is < 0 or > BlockTreeFormat.SaneSuffixBytes)
            reader.ThrowCorrupt($"at most {BlockTreeFormat.SaneSuffixBytes} bytes of suffixes", length.ToString(CultureInfo.InvariantCulture));
        _suffixBytes = (int)length;
        _suffixesAreInFile = compression == BlockTreeFormat.NoCompression;
        _suffixPointer = reader.Position;
        if (_suffixesAreInFile)
            reader.Skip(_suffixBytes);
        else
            Decompress(ref reader, compression);
    }

    private void Decompress(ref ByteReader reader, int compression)
    {
        // No code expands more than 255 times.
        if (_suffixBytes > 255L * reader.Remaining)
            reader.ThrowCorrupt($"suffixes that come from {reader.Remaining} bytes", _suffixBytes.ToString(CultureInfo.InvariantCulture));
        if (_suffixBytes > _suffixBuffer.Length)
            _suffixBuffer = new byte[2 * _suffixBytes];
        var suffixes = _suffixBuffer.AsSpan(0, _suffixBytes);
        if (compression == BlockTreeFormat.LowercaseAscii)
            LowercaseAscii.Decompress(ref reader, suffixes);
        else if (compression == BlockTreeFormat.Lz4)
            DecompressLz4(ref reader, suffixes);
        else
            reader.ThrowCorrupt("a compression of 0, 1 or 2", compression.ToString(CultureInfo.InvariantCulture));
    }

    private void DecompressLz4(ref ByteReader reader, Span<byte> suffixes)
    {
        var used = Lz4.Decompress(_file.SliceFrom(reader.Position), suffixes, 0, suffixes.Length);
        if (used < 0)
            reader.ThrowCorrupt($"LZ4 of {suffixes.Length} bytes", "something else");
        reader.Skip(used);
    }

    private void ReadLengths(ref ByteReader reader)
    {
        var code = reader.ReadVInt();
        _lengthBytes = code >>> 1;
        _lengthPointer = reader.Position;
        _lengthsAreInFile = (code & 1) == 0;
        _equalLength = -1;
        if (_lengthsAreInFile)
        {
            reader.Skip(_lengthBytes);
            return;
        }
        // A length of a suffix takes up to 5 bytes, the distance of a block up to 9.
        if (_lengthBytes > 14 * _entryCount)
            reader.ThrowCorrupt($"lengths of {_entryCount} entries", $"{_lengthBytes} bytes of them");
        if (_lengthBytes > _lengthBuffer.Length)
            _lengthBuffer = new byte[2 * _lengthBytes];
        var length = reader.ReadByte();
        _lengthBuffer.AsSpan(0, _lengthBytes).Fill(length);
        if (_isLeaf && _lengthBytes == _entryCount && length < 0x80 && length * _entryCount <= _suffixBytes)
            _equalLength = length;
    }

    private void DecodeUpTo(int number)
    {
        var stats = new ByteReader(_file.Slice(_statsPointer, _statsBytes), _file, _statsPointer);
        stats.Skip(_statsAt);
        var meta = new ByteReader(_file.Slice(_metaPointer, _metaBytes), _file, _metaPointer);
        meta.Skip(_metaAt);
        var maxDoc = _terms.Reader.MaxDoc;
        for (; _decoded <= number; _decoded++)
        {
            var docFreq = 1;
            long totalTermFreq = 1;
            if (_singletons > 0)
                _singletons--;
            else
                ReadStats(ref stats, out docFreq, out totalTermFreq);
            _state = TermMetadata.Read(ref meta, docFreq, totalTermFreq, _state, _terms.HasPositions, maxDoc);
        }
        _statsAt = (int)(stats.Position - _statsPointer);
        _metaAt = (int)(meta.Position - _metaPointer);
    }

    private void ReadStats(ref ByteReader stats, out int docFreq, out long totalTermFreq)
    {
        var token = stats.ReadVInt();
        docFreq = 1;
        totalTermFreq = 1;
        if ((token & 1) != 0)
        {
            _singletons = token >>> 1;
            return;
        }
        docFreq = token >>> 1;
        totalTermFreq = docFreq + (_hasFreqs ? stats.ReadVLong() : 0);
        if (docFreq < 1 || docFreq > _terms.DocCount || totalTermFreq < docFreq || totalTermFreq > _terms.SumTotalTermFreq)
            stats.ThrowCorrupt($"a term of 1 to {_terms.DocCount} documents", $"{docFreq}, with {totalTermFreq} occurrences");
    }
}
