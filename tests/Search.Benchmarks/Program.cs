using System.CommandLine;
using Search.Benchmarks.Verbs;

var root = new RootCommand("Measures Search: each verb prints one JSON line. Build it with -c Release.")
{
    IndexVerb.Create(),
    AnalyzeVerb.Create(),
    AllocationsVerb.Create(),
    QueryVerb.Create(),
    CompareVerb.Create(),
    SpeedVerb.Create(),
    PercolateVerb.Create(),
    PercolateCurveVerb.Create(),
    PercolateCompareVerb.Create(),
    MicroVerb.Create(),
    DigestVerb.Create(),
    DueVerb.Create(),
    MatchLoadVerb.Create(),
    IngestVerb.Create(),
    IrVerb.Create(),
    SinkVerb.Create(),
    ArticlesVerb.Create(),
    OpenVerb.Create(),
    VisibleVerb.Create(),
    ModelVerb.Create(),
    MutateVerb.Create(),
    MergeVerb.Create(),
    SearchVerb.Create(),
    ServeLoadVerb.Create(),
    LanguagesVerb.Create(),
    MillionVerb.Create(),
};
return root.Parse(args).Invoke();
