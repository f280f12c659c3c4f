using System.Globalization;
using Search.Lucene.Codecs.BlockTree;
using Search.Lucene.Codecs.Norms;
using Search.Lucene.Codecs.Postings;

namespace Search.Lucene.Checking;

/// <summary>
/// Checks a term's skip data beside a walk over its documents: each entry ends at the document that it says, no document beats the impacts of
/// its block, none of a level those of the level above, and skipping lands where walking does, in documents and positions.
/// </summary>
internal sealed class SkipChecker(Terms terms, FieldNorms? norms, TermFault fault)
{
    private const int BlockShift = 7;
    private const int LevelShift = 3;

    private readonly PostingsCursor _skipping = new();
    private readonly PostingsCursor _ahead = new();
    private Impact[] _impacts = [];
    private TermState _state;
    private int _passed;

    /// <summary>Begins a term.</summary>
    public void Start(in TermState state)
    {
        _state = state;
        _passed = 0;
        _impacts = [];
        if (state.SkipOffset >= 0)
            _ahead.Reset(terms, state, PostingsFeatures.Docs);
    }

    /// <summary>Takes the next document of the walk.</summary>
    /// <param name="term">The term, for messages.</param>
    /// <param name="doc">The document.</param>
    /// <param name="freq">Its occurrences; 1 where the field has no freqs.</param>
    /// <param name="position">The first of them; of no matter where the field has no positions.</param>
    public void Pass(ReadOnlySpan<byte> term, int doc, int freq, int position)
    {
        var within = _passed % PostingsFormat.BlockSize;
        if (_state.SkipOffset >= 0)
        {
            CheckBlock(term, doc, freq, within);
            if (within == 0)
                CheckSkip(term, doc, freq, position);
        }
        _passed++;
    }

    private void CheckBlock(ReadOnlySpan<byte> term, int doc, int freq, int within)
    {
        if (within == 0)
            EnterBlock(term, doc);
        // Norms that can't be read say nothing.
        var norm = norms is not null ? Math.Max(1, (int)norms.Get(doc)) : terms.Field.HasNorms ? byte.MaxValue : 1;
        if (!IsCovered(_impacts, freq, norm))
            fault.Documents(term, _state, "impacts that no document of the block beats", $"document {doc} with freq {freq} and norm {norm}");
        if (within == PostingsFormat.BlockSize - 1)
            CheckEnds(term, doc);
    }

    private void EnterBlock(ReadOnlySpan<byte> term, int doc)
    {
        _ahead.AdvanceShallow(doc);
        _impacts = _ahead.Impacts(0).ToArray();
        var lower = _impacts;
        for (var level = 1; level < _ahead.ImpactLevels; level++)
        {
            var impacts = _ahead.Impacts(level).ToArray();
            foreach (var impact in lower)
            {
                if (!IsCovered(impacts, impact.Freq, impact.Norm))
                    fault.Documents(term, _state, $"impacts of level {level} that none below beats", $"freq {impact.Freq} and norm {impact.Norm} in the block of document {doc}");
            }
            lower = impacts;
        }
    }

    private static bool IsCovered(Impact[] impacts, int freq, int norm)
    {
        foreach (var impact in impacts)
        {
            if (impact.Freq >= freq && impact.Norm <= norm)
                return true;
        }
        return false;
    }

    /// <summary>The last document of a block is the last one of each level's entry that ends there; the last block has no entry, even when it is full.</summary>
    private void CheckEnds(ReadOnlySpan<byte> term, int doc)
    {
        var blocks = (_passed + 1) >> BlockShift;
        if (blocks > (_state.DocFreq - 1) >> BlockShift)
            return;
        for (var level = 0; level < _ahead.ImpactLevels && blocks % (1 << (LevelShift * level)) == 0; level++)
        {
            if (_ahead.ImpactUpTo(level) != doc)
                fault.Documents(term, _state, $"an entry of level {level} up to document {doc}", _ahead.ImpactUpTo(level).ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>From the start at once to the first document of a block.</summary>
    private void CheckSkip(ReadOnlySpan<byte> term, int doc, int freq, int position)
    {
        _skipping.Reset(terms, _state, PostingsFeatures.Positions);
        if (_skipping.Advance(doc) != doc)
            fault.Documents(term, _state, $"document {doc} by skipping", _skipping.Doc.ToString(CultureInfo.InvariantCulture));
        if (_skipping.Freq != freq)
            fault.Documents(term, _state, $"freq {freq} of document {doc} by skipping", _skipping.Freq.ToString(CultureInfo.InvariantCulture));
        if (terms.HasPositions && _skipping.NextPosition() is var found && found != position)
            fault.Positions(term, _state, $"position {position} of document {doc} by skipping", found.ToString(CultureInfo.InvariantCulture));
    }
}
