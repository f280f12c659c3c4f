using Search.Data;
using Search.Data.Alerts;

namespace Search.Web.Endpoints;

/// <summary>How the page of one alert is reached: by the operator on this machine, or by the owner with the secret link of a mail.</summary>
internal sealed class AlertDoor
{
    private readonly Func<DataSession, string, Task<Alert?>> _find;

    private AlertDoor(string root, bool isOperator, Func<DataSession, string, Task<Alert?>> find)
    {
        Root = root;
        IsOperator = isOperator;
        _find = find;
    }

    /// <summary><c>/alerts/{id}</c>, on this machine only.</summary>
    public static AlertDoor OfOperator { get; } = new("/alerts", isOperator: true, (data, id) => data.Alerts.FindAsync(id));

    /// <summary><c>/manage/{token}</c>: the token is the right to this one alert.</summary>
    public static AlertDoor OfOwner { get; } = new("/manage", isOperator: false, (data, token) => data.Alerts.FindByManageTokenAsync(token));

    public string Root { get; }

    /// <summary>Addresses that are entered count as confirmed, and other pages of the service may be linked to.</summary>
    public bool IsOperator { get; }

    public string Path(string key) => $"{Root}/{Uri.EscapeDataString(key)}";

    /// <summary>The alert of a key; null when there is none, or it is deleted.</summary>
    public async Task<Alert?> FindAsync(DataSession data, string key) => await _find(data, key) is { DeletedAt: null } alert ? alert : null;

    /// <inheritdoc cref="FindAsync(DataSession, string)"/>
    public Task<Alert?> FindAsync(Database database, string key, CancellationToken cancellationToken) =>
        database.ReadAsync(data => FindAsync(data, key), cancellationToken);
}
