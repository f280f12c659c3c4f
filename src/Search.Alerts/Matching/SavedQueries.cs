using Search.Alerts.Scheduling;
using Search.Data.Alerts;
using Search.Lucene.Searching;
using Search.Queries.Compiling;
using Search.Queries.Saving;
using Search.Queries.Syntax;

namespace Search.Alerts.Matching;

/// <summary>A saved query's text to a query that the index runs. <c>now</c> is the time at which an article came in.</summary>
internal static class SavedQueries
{
    /// <summary>Why a text can't be an alert, for its owner; null when it can.</summary>
    public static string? Refusal(string query) => SavedQueryRules.Refusal(QueryParser.Parse(query));

    /// <summary>The query, or null and why there is none.</summary>
    public static Query? Compile(string query, AlertFilters filters, string zone, out string reason)
    {
        reason = "";
        var parsed = QueryParser.Parse(query);
        if (parsed.Root is null)
        {
            reason = parsed.FirstError ?? "The query is empty.";
            return null;
        }
        var context = new QueryContext(DateTimeOffset.UnixEpoch, Zones.Find(zone))
        {
            NowIsArrival = true,
            Filters = new QueryFilters { Languages = filters.Languages, Sources = filters.Sources },
        };
        return QueryCompiler.Compile(parsed.Root, context).Query;
    }
}
