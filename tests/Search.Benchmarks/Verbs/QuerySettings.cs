using Search.Benchmarks.Corpora;
using Search.Queries.Classic;
using Search.Queries.Syntax;

namespace Search.Benchmarks.Verbs;

/// <summary>How queries are read and run.</summary>
internal sealed record QuerySettings(string Field, string Analyzer, QueryOperator DefaultOperator, int Top, int Warm, int Repeat)
{
    public ClassicQueryParser Parser() => new(Field, PeerSchema.Analyzer(Analyzer), DefaultOperator);
}
