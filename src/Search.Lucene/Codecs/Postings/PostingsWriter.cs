using System.Numerics;
using System.Runtime.CompilerServices;
using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Documents;
using Search.Lucene.Store;

namespace Search.Lucene.Codecs.Postings;

/// <summary>
/// Writes the postings and the terms dictionary of a segment: fields in ascending order of names (by ordinal), in each the terms in ascending order of bytes,
/// in each the documents in ascending order. Allocates nothing per term or document once its buffers have grown. Not thread-safe.
/// </summary>
/// <remarks>
/// Order of calls: (<see cref="StartField"/>, (<see cref="StartTerm"/>, <see cref="AddDocuments"/>*, <see cref="FinishTerm"/>)*,
/// <see cref="FinishField"/>)*, <see cref="Finish"/>, <see cref="Dispose"/>. A term without documents leaves no trace.
/// Every indexed field must carry the attributes of <see cref="Fields.PerFieldAttributes"/> in the field infos file.
/// </remarks>
internal sealed class PostingsWriter : IDisposable
{
    private readonly IndexOutput _docs;
    private readonly IndexOutput? _positions;
    private readonly PostingsEncoder _encoder;
    private readonly BlockTreeWriter _terms;
    private readonly ulong[] _docsWithField;
    private readonly byte[] _term = new byte[PostingsFormat.MaxTermLength];
    private int _termLength;

    public PostingsWriter(SegmentWriteState state)
    {
        try
        {
            _docs = Create(state, PostingsFormat.DocExtension, PostingsFormat.DocCodec);
            _docs.WriteByte(PostingsFormat.LittleEndianMark);
            if (state.Fields.Any(field => field.IndexOptions >= IndexOptions.DocsAndFreqsAndPositions))
                _positions = Create(state, PostingsFormat.PositionExtension, PostingsFormat.PositionCodec);
            _encoder = new PostingsEncoder(state.Segment.MaxDoc, _docs, _positions);
            _docsWithField = new ulong[_encoder.DocsWithField.Length];
            _terms = new BlockTreeWriter(state);
        }
        catch
        {
            Closing.All(_positions, _docs);
            throw;
        }
    }

    /// <inheritdoc cref="PostingsEncoder.StartField"/>
    public void StartField(FieldInfo field, ReadOnlyMemory<byte> normByDoc)
    {
        _encoder.StartField(field, normByDoc);
        Array.Clear(_docsWithField);
        _terms.StartField(field);
    }

    /// <summary>Begins a term, which must sort after the one before it.</summary>
    public void StartTerm(ReadOnlySpan<byte> term)
    {
        if (term.Length > PostingsFormat.MaxTermLength)
            throw new ArgumentException($"a term has at most {PostingsFormat.MaxTermLength} bytes", nameof(term));
        term.CopyTo(_term);
        _termLength = term.Length;
        _encoder.StartTerm();
    }

    /// <inheritdoc cref="PostingsEncoder.AddDocuments"/>
    public void AddDocuments(ReadOnlySpan<int> docs, ReadOnlySpan<int> freqs, ReadOnlySpan<int> positions) => _encoder.AddDocuments(docs, freqs, positions);

    /// <summary>Ends the term and enters it into the dictionary.</summary>
    public void FinishTerm()
    {
        if (_encoder.FinishTerm(out var state))
            _terms.Add(_term.AsSpan(0, _termLength), state);
    }

    /// <summary>Adds terms that were encoded apart, by another thread perhaps: the files get the bytes that they would have from term after term.</summary>
    /// <param name="encoded">Terms of the present field, which sort after all before; with its positions, if it has any.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Add(EncodedTerms encoded)
    {
        var (docBase, positionBase) = (_docs.Position, encoded.HasPositions ? _positions!.Position : 0);
        _docs.WriteBytes(encoded.Docs);
        if (encoded.HasPositions)
            _positions!.WriteBytes(encoded.Positions);
        for (var i = 0; i < encoded.Count; i++)
        {
            ref readonly var state = ref encoded.State(i);
            _terms.Add(encoded.Term(i), state with { DocStart = state.DocStart + docBase, PositionStart = state.PositionStart + positionBase });
        }
        Union(encoded.DocsWithField);
    }

    /// <summary>Ends the field. One without terms leaves no trace.</summary>
    public void FinishField()
    {
        Union(_encoder.DocsWithField);
        var docCount = 0;
        foreach (var word in _docsWithField)
            docCount += BitOperations.PopCount(word);
        _terms.FinishField(docCount);
    }

    /// <summary>Completes all files. Nothing may be added afterwards.</summary>
    public void Finish()
    {
        _terms.Finish();
        CodecHeader.WriteFooter(_docs);
        if (_positions is not null)
            CodecHeader.WriteFooter(_positions);
    }

    public void Dispose() => Closing.All(_terms, _positions, _docs);

    private static IndexOutput Create(SegmentWriteState state, string extension, string codec)
    {
        var output = state.Directory.CreateOutput(state.Segment.FileName(extension, PostingsFormat.Suffix));
        CodecHeader.WriteIndexHeader(output, codec, PostingsFormat.Version, state.Segment.Id, PostingsFormat.Suffix);
        return output;
    }

    private void Union(ReadOnlySpan<ulong> docs)
    {
        for (var i = 0; i < docs.Length; i++)
            _docsWithField[i] |= docs[i];
    }
}
