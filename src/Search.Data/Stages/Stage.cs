namespace Search.Data.Stages;

/// <summary>Names of the stages, as they stand in cursors and in the history of runs.</summary>
public static class Stage
{
    public const string Ingest = "ingest";

    /// <summary>Its cursor lives in the index's commit; this name is for its runs.</summary>
    public const string Index = "index";

    public const string Match = "match";

    public const string Digest = "digest";

    public const string Delivery = "delivery";

    public const string Poll = "poll";

    /// <summary>Its cursor is the sequence number up to which every saved query was run against the index.</summary>
    public const string Sweep = "sweep";

    public const string Consents = "consents";

    public const string Notices = "notices";

    public const string Webhooks = "webhooks";

    /// <summary>Mail that came back.</summary>
    public const string Returns = "returns";

    public const string Housekeeping = "housekeeping";
}
