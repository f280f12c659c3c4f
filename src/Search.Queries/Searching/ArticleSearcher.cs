using System.Globalization;
using Search.Lucene;
using Search.Lucene.Indexing;
using Search.Lucene.Searching;
using Search.Lucene.Store;
using Search.Queries.Articles;
using Search.Queries.Compiling;
using Search.Queries.Syntax;

namespace Search.Queries.Searching;

/// <summary>
/// Searches the articles of one index as people do: text in, hits with passages out. Follows the index's commits, looking for a newer
/// one at most once in <see cref="LookInterval"/>. Thread-safe; searches never wait for each other or for a writer.
/// </summary>
public sealed class ArticleSearcher : IDisposable
{
    /// <summary>Key of the commit's user data under which the ingest cursor stands.</summary>
    public const string CursorKey = "cursor";

    /// <summary>How long an interactive search may take before it answers with what it has.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    /// <summary>How long a search that found little may look for a better spelling, and that once more for what it finds.</summary>
    private static readonly TimeSpan SuggestionTime = TimeSpan.FromSeconds(1);

    /// <summary>
    /// For how many words the prefixes and patterns of an interactive search may stand, all together, words of each segment counted by
    /// themselves.
    /// </summary>
    public const int MaxExpansions = 65_536;

    /// <summary>Memory for the documents of filters and NOTs that come often.</summary>
    private const long FilterBytes = 64L << 20;

    /// <summary>In smaller indexes a search takes too little time to be shared out.</summary>
    private const int ArticlesForThreads = 250_000;

    private const int MostThreads = 4;

    /// <summary>How old the snapshot may be before a search looks for a newer commit.</summary>
    public static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    private readonly IndexDirectory _directory;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly FilterCache _filters = new(FilterBytes);
    private Snapshot? _snapshot;
    private long _looked;

    public ArticleSearcher(IndexDirectory directory, TimeProvider time)
    {
        _directory = directory;
        _time = time;
    }

    /// <summary>In place of <see cref="MaxExpansions"/>, for tests.</summary>
    internal int Expansions { get; init; } = MaxExpansions;

    /// <summary>Articles in the index; 0 where there is none yet.</summary>
    public int Articles => Use(snapshot => snapshot.Reader.DocCount, otherwise: 0);

    /// <summary>The ingest sequence up to which the index stands; 0 where there is none yet, or one that another version of the schema wrote.</summary>
    public long Cursor => Use(
        snapshot => ArticleSchema.IsCurrent(snapshot.Reader.UserData) && snapshot.Reader.UserData.TryGetValue(CursorKey, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : 0,
        otherwise: 0);

    /// <summary>Parses, runs and describes. Mistakes in the text are in the answer; never an exception for them.</summary>
    /// <exception cref="CorruptIndexException">A file of the index is damaged.</exception>
    public SearchAnswer Search(SearchRequest request, CancellationToken cancellationToken = default)
    {
        var started = _time.GetTimestamp();
        var parsed = QueryParser.Parse(request.Text);
        if (!parsed.IsValid)
            return new SearchAnswer { Parsed = parsed };
        return Use(
            snapshot => snapshot.IsSearchable
                ? Run(snapshot, request, parsed, started, cancellationToken)
                : new SearchAnswer { Parsed = parsed, Notices = ["The index was written by another version of this program: it is being written anew, and nothing is found until that is done."] },
            otherwise: new SearchAnswer { Parsed = parsed, Notices = ["There is no index yet: nothing has been indexed."] });
    }

    /// <summary>Articles about the same things as one of the index, best first; null when the index does not have it.</summary>
    /// <exception cref="CorruptIndexException">A file of the index is damaged.</exception>
    public SimilarAnswer? Similar(SimilarRequest request, CancellationToken cancellationToken = default) =>
        Use(snapshot => snapshot.IsSearchable ? SimilarArticles.Find(snapshot.Searcher, request, new SearchOptions { ExactCount = request.ExactCount, TimeLimit = request.TimeLimit, Threads = snapshot.Threads, Clock = _time, CancellationToken = cancellationToken }) : null, otherwise: null);

    /// <summary>
    /// Ingest sequences of all articles that a compiled query finds among those after one sequence and up to another; no cap, no time limit.
    /// </summary>
    public IReadOnlyList<long> Sequences(Query query, long after, long to, CancellationToken cancellationToken = default) => Use(
        snapshot =>
        {
            var found = new List<long>();
            if (!snapshot.IsSearchable)
                return found;
            var stretch = new BooleanClause(new LongRangeQuery(FieldNames.Seq, after + 1, to), Occur.Filter);
            snapshot.Searcher.ForEachMatch(
                BooleanQuery.Of([new BooleanClause(query, Occur.Must), stretch]),
                doc => found.Add(snapshot.Reader.NumericValue(doc, FieldNames.Seq) ?? throw new InvalidOperationException($"document {doc} has no sequence")),
                cancellationToken);
            return found;
        },
        otherwise: []);

    public void Dispose()
    {
        lock (_gate)
        {
            _snapshot?.Reader.Dispose();
            _snapshot = null;
        }
    }

    private SearchAnswer Run(Snapshot snapshot, SearchRequest request, ParsedQuery parsed, long started, CancellationToken cancellationToken)
    {
        var compiled = QueryCompiler.Compile(parsed.Root!, Context(request));
        var top = Math.Clamp(request.Top, 0, 1_000);
        var found = snapshot.Searcher.Search(
            compiled.Query,
            top,
            new SearchOptions
            {
                Offset = Math.Max(0, request.Skip),
                ExactCount = request.ExactCount,
                SortBy = request.Order == SearchOrder.Newest ? new NumericSort(FieldNames.Published, Descending: true, Missing: long.MinValue) { HasPoints = true } : null,
                TimeLimit = TimeLimit,
                MaxExpansions = Expansions,
                Threads = snapshot.Threads,
                Facets = request.Facets > 0 ? FacetReader.Columns : [],
                Days = request.Facets > 0 ? new DayHistogram(FieldNames.Published, request.Zone) : null,
                Clock = _time,
                CancellationToken = cancellationToken,
            });
        var notices = new List<string>(compiled.Notices);
        if (found.Partial)
            notices.Add($"The search was stopped after {TimeLimit.TotalSeconds:0} seconds: these are the hits until then.");
        if (found.Capped)
            notices.Add(string.Create(CultureInfo.InvariantCulture, $"The *, ?, ~ and patterns in this query stand for more words than one search looks at ({Expansions:N0}): some articles may be missing, or here in spite of a NOT. Write more letters, or fewer patterns."));
        return new SearchAnswer
        {
            Parsed = parsed,
            Total = found.Total.Value,
            Exact = found.Total.Exact,
            Hits = HitDescriber.DescribeAll(compiled.Query, request.Passages, snapshot.Reader, found.Hits, snapshot.Threads),
            HasMore = request.Skip + found.Hits.Count < found.Total.Value && found.Hits.Count == top && top > 0,
            Facets = request.Facets > 0 ? FacetReader.Read(found, request.Facets) : null,
            Suggestion = found.Total.Value <= Suggestions.FewHits && !found.Partial ? Suggestion(snapshot, request, parsed, found.Total.Value, cancellationToken) : null,
            Notices = notices,
            Took = _time.GetElapsedTime(started),
        };
    }

    /// <summary>The query put right, if it finds more then.</summary>
    private string? Suggestion(Snapshot snapshot, SearchRequest request, ParsedQuery parsed, long total, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        bool IsOver()
        {
            cancellationToken.ThrowIfCancellationRequested();
            return _time.GetElapsedTime(started) > SuggestionTime;
        }

        if (Suggestions.For(parsed, snapshot.Searcher, IsOver) is not { } text || QueryParser.Parse(text) is not { IsValid: true } better)
            return null;
        var options = new SearchOptions { TimeLimit = SuggestionTime, MaxExpansions = Expansions, Clock = _time, CancellationToken = cancellationToken };
        return snapshot.Searcher.Search(QueryCompiler.Compile(better.Root, Context(request)).Query, 0, options).Total.Value > total ? text : null;
    }

    private QueryContext Context(SearchRequest request) => QueryContext.Search(_time, request.Zone) with
    {
        Filters = new QueryFilters
        {
            Sources = request.Source.Length > 0 ? [request.Source] : [],
            Languages = request.Language.Length > 0 ? [request.Language] : [],
            From = request.From,
            To = request.To,
        },
    };

    private T Use<T>(Func<Snapshot, T> work, T otherwise)
    {
        var snapshot = Acquire();
        if (snapshot is null)
            return otherwise;
        try
        {
            return work(snapshot);
        }
        finally
        {
            snapshot.Reader.Dispose();
        }
    }

    /// <summary>The newest snapshot with a reference of the caller's; null where there is no index.</summary>
    private Snapshot? Acquire()
    {
        lock (_gate)
        {
            Look();
            _snapshot?.Reader.AddReference();
            return _snapshot;
        }
    }

    private void Look()
    {
        if (_snapshot is not null && _time.GetElapsedTime(_looked) < LookInterval)
            return;
        var newer = Newer();
        // Only after a look that went well: a damaged index is damaged at the next search too, not "not there yet".
        _looked = _time.GetTimestamp();
        if (newer is null)
            return;
        _snapshot?.Reader.Dispose();
        _snapshot = new Snapshot(newer, new IndexSearcher(newer, _filters), IsSearchable(newer));
    }

    private DirectoryReader? Newer()
    {
        try
        {
            return _snapshot is null ? DirectoryReader.Open(_directory) : DirectoryReader.OpenIfChanged(_snapshot.Reader);
        }
        catch (IndexNotFoundException)
        {
            return null;
        }
    }

    /// <summary>An index of another version is searched as long as its fields allow it; one without a stamp is taken as it is.</summary>
    private static bool IsSearchable(DirectoryReader reader) =>
        ArticleSchema.IsCurrent(reader.UserData) || !reader.UserData.ContainsKey(ArticleSchema.VersionKey) || reader.Leaves.All(leaf => ArticleSchema.CanSearch(leaf.Fields));

    private sealed record Snapshot(DirectoryReader Reader, IndexSearcher Searcher, bool IsSearchable)
    {
        /// <summary>The most for one search.</summary>
        public int Threads => Reader.MaxDoc >= ArticlesForThreads ? Math.Min(MostThreads, Environment.ProcessorCount) : 1;
    }
}
