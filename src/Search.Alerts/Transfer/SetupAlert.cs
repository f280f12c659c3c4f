using Search.Data.Alerts;

namespace Search.Alerts.Transfer;

/// <summary>An alert with its people and webhooks. What it found is not part of it: imported, it begins at now.</summary>
public sealed record SetupAlert
{
    /// <summary>Its opaque name: the same alert on import.</summary>
    public string Id { get; init; } = "";

    public string Owner { get; init; } = "";

    public string Name { get; init; } = "";

    public string Query { get; init; } = "";

    public IReadOnlyList<string> Languages { get; init; } = [];

    public IReadOnlyList<string> Sources { get; init; } = [];

    public string? Note { get; init; }

    /// <inheritdoc cref="AlertDraft.Rate"/>
    public string Rate { get; init; } = "immediate";

    public string Zone { get; init; } = "UTC";

    public string? QuietFrom { get; init; }

    public string? QuietTo { get; init; }

    public bool OtherSpellings { get; init; }

    public bool FoldDuplicates { get; init; } = true;

    public bool TellAgain { get; init; }

    public bool Heartbeat { get; init; }

    public bool Discreet { get; init; }

    /// <summary>Null when it is not paused.</summary>
    public SetupPause? Pause { get; init; }

    public IReadOnlyList<SetupRecipient> Recipients { get; init; } = [];

    public IReadOnlyList<SetupWebhook> Webhooks { get; init; } = [];
}
