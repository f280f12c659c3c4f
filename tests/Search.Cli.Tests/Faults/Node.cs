using System.Net;
using System.Text.RegularExpressions;
using Search.Testing;

namespace Search.Cli.Tests.Faults;

/// <summary><c>search serve</c> over one data folder, started and killed again and again, and its pages as a browser uses them.</summary>
internal sealed partial class Node(SearchProgram program) : IDisposable
{
    private const string Ready = "Search is at ";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // The keys of forms lie in the data folder: a page that was open before a kill works after it.
    private readonly CookieContainer _cookies = new();
    private SearchProgram.Running? _running;
    private HttpClient? _http;
    private string _formToken = "";

    public SearchProgram Program { get; } = program;

    /// <summary>What services said on ending by themselves, and what they logged as failed.</summary>
    public List<string> Complaints { get; } = [];

    public bool IsRunning => _running is { HasExited: false };

    /// <summary>Starts the process and does not wait.</summary>
    public void Launch() => _running = Program.Start("serve", "--urls", "http://127.0.0.1:0");

    /// <summary>Starts the process and waits until its pages are there; false when it ended before.</summary>
    public async Task<bool> StartAsync()
    {
        Launch();
        var line = await _running!.LineAsync(line => line.StartsWith(Ready, StringComparison.Ordinal), Patience);
        if (line is null)
            return false;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies };
        _http = new HttpClient(handler) { BaseAddress = new Uri(line[Ready.Length..]), Timeout = Patience };
        return true;
    }

    /// <summary>kill -9; false when the process had ended by itself.</summary>
    public async Task<bool> KillAsync()
    {
        if (_running is not { } running)
            return false;
        var alive = !running.HasExited;
        await running.KillAsync();
        await EndAsync(running, alive);
        return alive;
    }

    /// <summary>Waits for the process to end by itself; returns its exit code.</summary>
    public async Task<int> ExitAsync()
    {
        var finished = await _running!.EndAsync(Patience);
        _running.Dispose();
        _running = null;
        return finished.ExitCode;
    }

    /// <summary>Opens the page of an alert, for its button.</summary>
    public Task<bool> OpenAlertAsync(string id) => AskAsync(async http =>
    {
        _formToken = FormToken().Match(await http.GetStringAsync($"/alerts/{id}")).Groups["token"].Value;
        return _formToken.Length > 0;
    });

    /// <summary>Presses "send now" of an alert; false when the service did not answer.</summary>
    public Task<bool> RunAlertAsync(string id) => AskAsync(async http =>
    {
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", _formToken)]);
        using var answer = await http.PostAsync($"/alerts/{id}/run", form);
        return answer.StatusCode is HttpStatusCode.Redirect;
    });

    /// <summary>One click of a mail program (RFC 8058); true when it was answered with 200.</summary>
    public Task<bool> UnsubscribeAsync(string token) => AskAsync(async http =>
    {
        using var form = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        using var answer = await http.PostAsync($"/unsubscribe/{token}", form);
        return answer.StatusCode == HttpStatusCode.OK;
    });

    public void Dispose()
    {
        _http?.Dispose();
        _running?.Dispose();
    }

    private async Task<bool> AskAsync(Func<HttpClient, Task<bool>> ask)
    {
        try
        {
            return _http is { } http && await ask(http);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // It was killed meanwhile.
            return false;
        }
    }

    private async Task EndAsync(SearchProgram.Running running, bool killed)
    {
        var finished = await running.EndAsync(Patience);
        if (!killed)
            Complaints.Add($"the service ended by itself with {finished.ExitCode}: {finished.Output}\n{finished.Error}");
        Complaints.AddRange(finished.Output.Split('\n').Where(line => line.Contains("fail:", StringComparison.Ordinal) || line.Contains("crit:", StringComparison.Ordinal)));
        running.Dispose();
        _http?.Dispose();
        (_running, _http) = (null, null);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex FormToken();
}
