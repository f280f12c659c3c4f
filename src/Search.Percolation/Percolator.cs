using Search.Analysis;
using Search.Lucene.Documents;
using Search.Lucene.Searching;
using Search.Percolation.Explaining;
using Search.Percolation.Forms;
using Search.Percolation.Registering;
using Search.Percolation.Terms;

namespace Search.Percolation;

/// <summary>
/// Saved queries by id, to be matched against single documents. Queries are registered, replaced and removed by any thread beside
/// running matches; a match runs on a <see cref="PercolatorSnapshot"/>, and sees of each query one version, whole.
/// </summary>
/// <remarks>
/// Registering costs some microseconds; the first snapshot after it makes the new queries ready, together with as many older ones as keeps
/// the number of parts small: in all some microseconds a query, but now and then for very many at once.
/// </remarks>
public sealed class Percolator
{
    private const int ManyGone = 10_000;
    private const long ManyStates = 1_000_000;

    private readonly Analyzer _analyzer;
    private readonly PercolatorOptions _options;
    private readonly Lock _gate = new();
    private Vocabulary _vocabulary;
    private FormWriter _forms;
    private RegisteredParts _parts;
    private PercolatorSnapshot? _snapshot;

    // States of patterns when the vocabulary was new.
    private long _states;

    /// <param name="analyzer">Cuts the texts of documents, as the writer of an index would.</param>
    /// <param name="options">Null for the defaults.</param>
    public Percolator(Analyzer analyzer, PercolatorOptions? options = null)
    {
        _analyzer = analyzer;
        _options = options ?? PercolatorOptions.Default;
        (_vocabulary, _forms, _parts) = NewParts();
    }

    /// <summary>Queries that are registered.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _parts.Count;
        }
    }

    /// <summary>Registers a query, in place of the one that had this id.</summary>
    /// <exception cref="ArgumentException">
    /// The query can't be registered, and its message says why: it is of a kind that can't be matched against single documents, too large, nested too
    /// deeply, or one too many of those that are tried on every document. What had the id stays.
    /// </exception>
    public void Register(long id, Query query)
    {
        lock (_gate)
        {
            _parts.Put(id, _forms.Write(query));
            _snapshot = null;
        }
    }

    /// <summary>A query that matches the same documents as the one registered under an id, without its boosts; null when there is none.</summary>
    public Query? Find(long id)
    {
        lock (_gate)
            return _parts.TryGet(id, out var form) ? new FormReader(_vocabulary).Read(form) : null;
    }

    /// <summary>Why a document matches a query: the words that do, field by field. Empty when there is no such query, or nothing of it in the document.</summary>
    public IReadOnlyList<FieldExplanation> Explain(long id, Document document) =>
        Find(id) is { } query ? Explainer.Explain(query, document, _analyzer) : [];

    /// <summary>False when there is no query with this id.</summary>
    public bool Remove(long id)
    {
        lock (_gate)
        {
            if (!_parts.Remove(id))
                return false;
            _snapshot = null;
            return true;
        }
    }

    /// <summary>What is registered now; the same object as before when nothing was registered or removed since.</summary>
    public PercolatorSnapshot Snapshot()
    {
        lock (_gate)
        {
            if (_snapshot is null && HasOutlivedMuch)
                Renew();
            return _snapshot ??= new PercolatorSnapshot(_analyzer, _vocabulary.Fields, _vocabulary.Terms.View, _parts.Settle());
        }
    }

    /// <summary>Terms and patterns of queries that are gone stay in the vocabulary: when they may be most of it, it is made anew.</summary>
    private bool HasOutlivedMuch => _parts.Gone > Math.Max(ManyGone, _parts.Count) || _vocabulary.States > (2 * _states) + ManyStates;

    private (Vocabulary Vocabulary, FormWriter Forms, RegisteredParts Parts) NewParts()
    {
        var vocabulary = new Vocabulary();
        return (vocabulary, new FormWriter(vocabulary, _options.MaxDepth, _options.MaxLength),
            new RegisteredParts(vocabulary, _options.MaxAlwaysTried, _options.DocFreq is null ? null : term => ShareOfDocuments(vocabulary, term)));
    }

    /// <summary>Registers what there is in an empty vocabulary.</summary>
    private void Renew()
    {
        var (vocabulary, forms, parts) = NewParts();
        var reader = new FormReader(_vocabulary);
        _parts.ForEach((id, form) => parts.Put(id, forms.Write(reader.Read(form))));
        (_vocabulary, _forms, _parts, _states) = (vocabulary, forms, parts, vocabulary.States);
    }

    private float ShareOfDocuments(Vocabulary vocabulary, int term)
    {
        var (field, bytes) = (vocabulary.Fields.NameOf(vocabulary.Terms.FieldOf(term)), vocabulary.Terms.TermBytes(term));
        return (float)((_options.DocFreq!(field, bytes) + 0.5) / (_options.DocCount + 1.0));
    }
}
