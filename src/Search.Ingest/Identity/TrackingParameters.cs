namespace Search.Ingest.Identity;

/// <summary>Query parameters that say where a reader came from and never which article is meant.</summary>
internal static class TrackingParameters
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "li_fat_id", "igshid", "igsh",
        "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "hsctatracking", "vero_id", "vero_conv", "wickedid", "s_kwcid", "ef_id",
        "s_cid", "cmpid", "ocid", "ncid", "smid", "smtyp", "sr_share", "__twitter_impression", "_openstat", "yptr", "wt_mc", "wtrid",
        "xtor", "at_medium", "at_campaign", "at_custom1", "at_custom2", "at_custom3", "at_custom4", "ns_mchannel", "ns_source",
        "ns_campaign", "ns_linkname", "ns_fee", "guccounter", "guce_referrer", "guce_referrer_sig", "_ga", "_gl", "srsltid",
    };

    private static readonly string[] Prefixes = ["utm_", "pk_", "piwik_", "matomo_", "mtm_", "hsa_", "oly_", "wt."];

    /// <summary>Parameters that one publisher uses for this and others may use for content.</summary>
    private static readonly Dictionary<string, HashSet<string>> ByHost = new(StringComparer.OrdinalIgnoreCase)
    {
        ["nytimes.com"] = new(StringComparer.OrdinalIgnoreCase)
        {
            "hp", "hpw", "action", "pgtype", "clickSource", "module", "region", "_r", "partner", "emc", "rref", "ref", "referer", "referringSource",
        },
        ["theguardian.com"] = new(StringComparer.OrdinalIgnoreCase) { "CMP" },
        ["bbc.co.uk"] = new(StringComparer.OrdinalIgnoreCase) { "ocid" },
    };

    /// <summary>True when the parameter can be left out of an address of <paramref name="host"/>.</summary>
    public static bool Contains(ReadOnlySpan<char> name, string host)
    {
        if (Names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
            return true;
        foreach (var prefix in Prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return IsOfHost(name, host);
    }

    private static bool IsOfHost(ReadOnlySpan<char> name, string host)
    {
        foreach (var (domain, names) in ByHost)
        {
            var same = host.EndsWith(domain, StringComparison.OrdinalIgnoreCase)
                && (host.Length == domain.Length || host[^(domain.Length + 1)] == '.');
            if (same && names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
                return true;
        }
        return false;
    }
}
