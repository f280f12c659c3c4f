using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Search.Alerts.Running;
using Search.Alerts.Webhooks;
using Search.Data.Alerts;
using Search.Data.Notices;
using Search.Data.Outbox;
using Search.Data.Stages;
using Search.Ingest.Fetching;
using Search.Testing;

namespace Search.Alerts.Tests.Webhooks;

public sealed class WebhookRunTests
{
    [Fact]
    public async Task What_an_alert_finds_is_one_call_with_everything_about_each_article()
    {
        await using var world = await WebhookWorld.StartAsync();
        await world.Alerts.IngestAsync("1", "Convoys cross Qalamoun", "Residents of Qalamoun fear an incursion.", draft => draft with { Author = "Lina", Published = new DateTimeOffset(2015, 3, 1, 8, 30, 0, TimeSpan.Zero) });
        await world.Alerts.IngestAsync("2", "قلمون Qalamoun", "", draft => draft with { Language = "ar", Source = null });
        await world.Alerts.Match.RunAsync();

        Assert.Equal((1, 1), await world.Run.RunAsync() is var report ? (report.Calls, report.Taken) : default);
        Assert.Equal(0, (await world.Run.RunAsync()).Taken);

        var call = Assert.Single(world.Receiver.Calls);
        Assert.Equal(("POST", "/news", "application/json"), (call.Method, call.Path, call.Headers["content-type"]));
        Assert.StartsWith("Search/", call.Headers["user-agent"], StringComparison.Ordinal);
        Assert.Equal(call.Json.GetProperty("id").GetString(), call.Headers["webhook-id"]);
        Assert.Equal("matches", call.Json.GetProperty("type").GetString());
        Assert.Equal(world.Time.GetUtcNow(), call.Json.GetProperty("at").GetDateTimeOffset());
        var alert = call.Json.GetProperty("alert");
        Assert.Equal((world.Alert.Id, "Qalamoun", "Qalamoun"), (alert.GetProperty("id").GetString(), alert.GetProperty("name").GetString(), alert.GetProperty("query").GetString()));
        var articles = call.Json.GetProperty("articles");
        Assert.Equal(2, articles.GetArrayLength());
        var first = articles[0];
        Assert.Equal(
            ("https://news.example/1", "Convoys cross Qalamoun", "Syria Direct", "Lina", "2015-03-01T08:30:00+00:00", "2015-03-17T12:00:00+00:00", "en", 1),
            (Text(first, "url"), Text(first, "title"), Text(first, "source"), Text(first, "author"), Text(first, "published"), Text(first, "seen"), Text(first, "language"), first.GetProperty("revision").GetInt32()));
        Assert.Equal($"http://127.0.0.1:5080/articles/{Text(first, "id")}", Text(first, "link"));
        Assert.Equal("Residents of Qalamoun fear an incursion.", Text(first, "passage"));
        Assert.Equal("""[{"term":"Qalamoun","fields":["title","body"]}]""", first.GetProperty("why").GetRawText());
        Assert.Equal(JsonValueKind.Null, articles[1].GetProperty("published").ValueKind);
        Assert.Contains("قلمون", call.Text, StringComparison.Ordinal);
        Assert.NotEqual(first.GetProperty("story").GetInt64(), articles[1].GetProperty("story").GetInt64());
    }

    [PeerFact(Peer.Python)]
    public async Task The_signature_is_what_Python_computes_from_the_bytes_that_arrived()
    {
        await using var world = await WebhookWorld.StartAsync();
        await world.FindAsync("1");
        await world.Run.RunAsync();

        var call = Assert.Single(world.Receiver.Calls);
        var timestamp = call.Headers["webhook-timestamp"];
        Assert.Equal(world.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), timestamp);
        Assert.Equal(PythonSignature(world.Webhook.Secret, $"{call.Headers["webhook-id"]}.{timestamp}.", call.Body), call.Headers["webhook-signature"]);
    }

    [Fact]
    public async Task What_was_found_before_the_webhook_was_added_is_not_sent_and_another_webhook_gets_its_own_call()
    {
        await using var world = await WebhookWorld.StartAsync();
        await world.FindAsync("1");
        var second = await world.AddAsync("/second");
        await world.FindAsync("2");
        await world.Run.RunAsync();

        Assert.Equal(["Qalamoun 1", "Qalamoun 2"], WebhookWorld.TitlesOf(world.Receiver.Calls.Single(call => call.Path == "/news")));
        Assert.Equal(["Qalamoun 2"], WebhookWorld.TitlesOf(world.Receiver.Calls.Single(call => call.Path == "/second")));
        Assert.NotEqual((await world.CallsAsync())[0].EventId, (await world.CallsAsync(second))[0].EventId);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task A_revision_is_sent_again_only_where_the_alert_tells_again(bool tellAgain, int calls)
    {
        await using var world = await WebhookWorld.StartAsync(request => request with { TellAgain = tellAgain });
        await world.FindAsync("1");
        await world.Run.RunAsync();
        await world.Alerts.IngestAsync("1", "Qalamoun 1", "Corrected.");
        await world.Alerts.Match.RunAsync();
        await world.Run.RunAsync();

        Assert.Equal(Enumerable.Range(1, calls), world.Receiver.Calls.Select(call => call.Json.GetProperty("articles")[0].GetProperty("revision").GetInt32()));
    }

    [Fact]
    public async Task Near_duplicates_are_sent_with_the_story_they_share()
    {
        await using var world = await WebhookWorld.StartAsync();
        var body = string.Join(' ', Enumerable.Repeat("Residents of the mountain villages told reporters what they saw.", 5));
        foreach (var url in (string[])["1", "2"])
            await world.Alerts.IngestAsync(url, "Qalamoun convoys", body);
        await world.Alerts.Match.RunAsync();
        await world.Run.RunAsync();

        var stories = Assert.Single(world.Receiver.Calls).Json.GetProperty("articles").EnumerateArray().Select(article => article.GetProperty("story").GetInt64()).ToList();
        Assert.Equal(2, stories.Count);
        Assert.Equal(stories[0], stories[1]);
    }

    [Fact]
    public async Task Many_matches_are_calls_of_a_hundred_in_order_and_each_article_is_in_one()
    {
        await using var world = await WebhookWorld.StartAsync();
        await world.FindAsync([.. Enumerable.Range(0, 250).Select(at => at.ToString("000", CultureInfo.InvariantCulture))]);
        var report = await world.Run.RunAsync();

        Assert.Equal((3, 3), (report.Calls, report.Taken));
        Assert.Equal([100, 100, 50], world.Receiver.Calls.Select(call => call.Json.GetProperty("articles").GetArrayLength()));
        Assert.Equal(Enumerable.Range(0, 250).Select(at => $"Qalamoun {at:000}"), world.Titles());
    }

    [Fact]
    public async Task A_failing_call_holds_the_later_ones_of_its_webhook_and_of_no_other()
    {
        await using var world = await WebhookWorld.StartAsync();
        await world.AddAsync("/other");
        world.Receiver.Answer = (context, number) => Receiver.Status(context.Request.Path == "/news" ? 500 : 204)(context, number);
        await world.FindAsync("1");
        await world.Run.RunAsync();
        await world.FindAsync("2");
        await world.Run.RunAsync();
        await world.FindAsync("3");
        world.Time.Advance(TimeSpan.FromMinutes(1));
        world.Receiver.Answer = Receiver.Status(204);
        await world.Run.RunAsync();

        Assert.Equal(["Qalamoun 1", "Qalamoun 2", "Qalamoun 3"], world.Receiver.Calls.Where(call => call.Path == "/other").SelectMany(WebhookWorld.TitlesOf));
        var calls = world.Receiver.Calls.Where(call => call.Path == "/news").ToList();
        Assert.Equal(["Qalamoun 1", "Qalamoun 1", "Qalamoun 2|Qalamoun 3"], calls.Select(call => string.Join('|', WebhookWorld.TitlesOf(call))));
        Assert.Equal(calls[0].Headers["webhook-id"], calls[1].Headers["webhook-id"]);
        Assert.Equal(calls[0].Body, calls[1].Body);
        Assert.NotEqual(calls[0].Headers["webhook-timestamp"], calls[1].Headers["webhook-timestamp"]);
    }

    [Fact]
    public async Task A_refusal_is_tried_ever_more_rarely_for_five_days_then_the_webhook_is_disabled_and_the_owner_told()
    {
        await using var world = await WebhookWorld.StartAsync();
        world.Receiver.Answer = Receiver.Status(404, "no such\r\nhook");
        await world.FindAsync("1");
        var started = world.Time.GetUtcNow();
        var pauses = await world.RunUntilSettledAsync();

        Assert.Equal([1, 5, 15, 30, 60, 120, 240, 240], pauses.Take(8).Select(pause => pause.TotalMinutes));
        Assert.InRange(world.Time.GetUtcNow() - started, TimeSpan.FromDays(5), TimeSpan.FromDays(5.2));
        var call = Assert.Single(await world.CallsAsync());
        Assert.Equal((OutboxState.Failed, "404 Not Found: no such hook", ""), (call.State, call.LastReply, call.Body));
        Assert.Equal(call.LastReply, (await world.NowAsync()).DisabledReason);
        var notice = Assert.Single(await world.NoticesAsync());
        Assert.Equal((NoticeKind.WebhookDisabled, world.Alert.OwnerId, "Qalamoun"), (notice.Kind, notice.RecipientId, notice.About));
        Assert.Equal($"{new Uri(world.Receiver.Url).Authority} answered 404 Not Found: no such hook", notice.Detail);
        Assert.Equal(AlertEventKind.WebhookDisabled, (await world.Alerts.Database.ReadAsync(session => session.AlertEvents.NewestAsync(world.Alert.AlertId, 1)))[0].Kind);
        var before = world.Receiver.Calls.Count;
        await world.FindAsync("2");
        await world.Run.RunAsync();
        Assert.Equal(before, world.Receiver.Calls.Count);
    }

    [Fact]
    public async Task A_receiver_that_is_down_for_five_days_loses_one_call_and_gets_the_next()
    {
        await using var world = await WebhookWorld.StartAsync();
        world.Receiver.Answer = Receiver.Status(503);
        await world.FindAsync("1");
        await world.RunUntilSettledAsync();
        world.Receiver.Answer = Receiver.Status(204);
        await world.FindAsync("2");
        await world.Run.RunAsync();

        Assert.Equal([OutboxState.Expired, OutboxState.Sent], (await world.CallsAsync()).Select(call => call.State));
        Assert.Null((await world.NowAsync()).DisabledAt);
        var notice = Assert.Single(await world.NoticesAsync());
        Assert.Equal((NoticeKind.WebhookLost, world.Alert.OwnerId), (notice.Kind, notice.RecipientId));
        Assert.Contains("after five days: 503", notice.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gone_disables_at_once()
    {
        await using var world = await WebhookWorld.StartAsync();
        world.Receiver.Answer = Receiver.Status(410);
        await world.FindAsync("1");
        var report = await world.Run.RunAsync();

        Assert.Equal(1, report.GivenUp);
        Assert.Contains("is called no more: 410 Gone", Assert.Single(report.Warnings), StringComparison.Ordinal);
        Assert.NotNull((await world.NowAsync()).DisabledAt);
        Assert.Equal(NoticeKind.WebhookDisabled, Assert.Single(await world.NoticesAsync()).Kind);
        await world.FindAsync("2");
        world.Time.Advance(TimeSpan.FromDays(1));
        await world.Run.RunAsync();
        Assert.Single(world.Receiver.Calls);
    }

    [Theory]
    [InlineData(429, "3600", 60)]
    [InlineData(503, "Tue, 17 Mar 2015 14:00:00 GMT", 120)]
    [InlineData(503, "Tue, 17 Mar 2015 11:00:00 GMT", 1)]
    [InlineData(429, "5", 1)]
    [InlineData(429, "9999999", 1_440)]
    [InlineData(503, "soon", 1)]
    [InlineData(500, "3600", 1)]
    public async Task A_receiver_that_asks_for_time_gets_it_up_to_a_day(int status, string retryAfter, int minutes)
    {
        await using var world = await WebhookWorld.StartAsync();
        world.Receiver.Answer = Receiver.Status(status, retryAfter: retryAfter);
        await world.FindAsync("1");
        await world.Run.RunAsync();

        Assert.Equal(world.Time.GetUtcNow().AddMinutes(minutes), Assert.Single(await world.CallsAsync()).NextAttemptAt);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_the_answer_says_where_it_pointed()
    {
        await using var world = await WebhookWorld.StartAsync();
        world.Receiver.Answer = Receiver.Status(307, location: "/elsewhere?x=1");
        await world.FindAsync("1");
        await world.Run.RunAsync();

        Assert.Equal("/news", Assert.Single(world.Receiver.Calls).Path);
        var call = Assert.Single(await world.CallsAsync());
        Assert.Equal(OutboxState.Queued, call.State);
        Assert.Equal($"307 Temporary Redirect, which points to {world.Receiver.Url}/elsewhere?x=1; redirects are not followed", call.LastReply);
    }

    [Fact]
    public async Task Killed_between_the_answer_and_our_record_the_repeat_has_the_same_id_and_bytes()
    {
        await using var world = await WebhookWorld.StartAsync();
        using var killed = new CancellationTokenSource();
        world.Receiver.Answer = async (context, number) =>
        {
            if (number > 0)
                return;
            await killed.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        await world.FindAsync("1");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Run.RunAsync(killed.Token));
        var next = world.NewProcess();
        Assert.Equal(0, (await next.RunAsync(CancellationToken.None)).Taken);
        world.Time.Advance(TimeSpan.FromMinutes(3));
        await world.FindAsync("2");
        Assert.Equal(2, (await next.RunAsync(CancellationToken.None)).Taken);

        var calls = world.Receiver.Calls;
        Assert.Equal(3, calls.Count);
        Assert.Equal(calls[0].Headers["webhook-id"], calls[1].Headers["webhook-id"]);
        Assert.Equal(calls[0].Body, calls[1].Body);
        Assert.Equal(["Qalamoun 2"], WebhookWorld.TitlesOf(calls[2]));
    }

    [Fact]
    public async Task Claims_of_a_process_that_is_no_more_are_free_at_once()
    {
        await using var world = await WebhookWorld.StartAsync();
        await world.FindAsync("1");
        await new WebhookStage(world.Alerts.Database, world.Alerts.Settings).RunAsync();
        var dead = $"{Environment.MachineName}/{int.MaxValue}/dead";
        Assert.Single(await world.Alerts.Database.WriteAsync(session => session.Webhooks.ClaimDueAsync(dead, TimeSpan.FromMinutes(20), 10)));

        Assert.Equal(1, (await world.Run.RunAsync()).Taken);
    }

    [Fact]
    public async Task Several_processes_at_once_make_each_call_once_and_no_webhook_has_two_at_a_time()
    {
        await using var world = await WebhookWorld.StartAsync();
        var paths = Enumerable.Range(0, 12).Select(at => $"/hook{at}").ToList();
        foreach (var path in paths)
            await world.AddAsync(path);
        await world.FindAsync([.. Enumerable.Range(0, 210).Select(at => at.ToString("000", CultureInfo.InvariantCulture))]);
        var inside = new Dictionary<string, int>(StringComparer.Ordinal);
        var (most, together) = (0, 0);
        world.Receiver.Answer = async (context, _) =>
        {
            lock (inside)
            {
                inside[context.Request.Path] = inside.GetValueOrDefault(context.Request.Path) + 1;
                most = Math.Max(most, inside.Values.Max());
                together = Math.Max(together, inside.Values.Sum());
            }
            await Task.Delay(TimeSpan.FromMilliseconds(30), context.RequestAborted);
            lock (inside)
                inside[context.Request.Path]--;
        };

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => world.NewProcess().RunAsync())));
        while ((await world.Run.RunAsync()).Taken > 0)
        {
        }

        Assert.Equal(1, most);
        Assert.InRange(together, 2, 24);
        foreach (var path in (string[])["/news", .. paths])
            Assert.Equal(Enumerable.Range(0, 210).Select(at => $"Qalamoun {at:000}"), world.Receiver.Calls.Where(call => call.Path == path).SelectMany(WebhookWorld.TitlesOf));
    }

    [Fact]
    public async Task One_process_makes_eight_calls_at_a_time()
    {
        await using var world = await WebhookWorld.StartAsync();
        for (var at = 0; at < 20; at++)
            await world.AddAsync($"/hook{at}");
        var (inside, most) = (0, 0);
        var eight = new TaskCompletionSource();
        world.Receiver.Answer = async (_, _) =>
        {
            var now = Interlocked.Increment(ref inside);
            lock (eight)
                most = Math.Max(most, now);
            if (now >= 8)
                eight.TrySetResult();
            await eight.Task.WaitAsync(TimeSpan.FromSeconds(10));
            Interlocked.Decrement(ref inside);
        };
        await world.FindAsync("1");

        Assert.Equal(21, (await world.Run.RunAsync()).Taken);
        Assert.Equal(8, most);
    }

    [Fact]
    public async Task Pausing_holds_what_waits_and_what_is_found_until_it_is_over()
    {
        await using var world = await WebhookWorld.StartAsync();
        world.Receiver.Answer = Receiver.Status(500);
        await world.FindAsync("1");
        await world.Run.RunAsync();
        world.Receiver.Answer = Receiver.Status(204);
        await world.Alerts.Editor.PauseAsync(world.Alert.AlertId, PauseMode.Collect);
        await world.FindAsync("2");
        world.Time.Advance(TimeSpan.FromDays(6));
        await world.Run.RunAsync();
        Assert.Single(world.Receiver.Calls);

        await world.Alerts.Editor.ResumeAsync(world.Alert.AlertId);
        world.Receiver.Answer = Receiver.Status(500);
        await world.Run.RunAsync();
        Assert.Equal(OutboxState.Queued, (await world.CallsAsync())[0].State);
        world.Receiver.Answer = Receiver.Status(204);
        world.Time.Advance(TimeSpan.FromHours(1));
        await world.Run.RunAsync();
        Assert.Equal(["Qalamoun 1", "Qalamoun 1", "Qalamoun 1", "Qalamoun 2"], world.Titles());
    }

    [Fact]
    public async Task A_pause_that_discards_discards()
    {
        await using var world = await WebhookWorld.StartAsync();
        await world.Alerts.Editor.PauseAsync(world.Alert.AlertId, PauseMode.Discard);
        await world.FindAsync("1");
        await world.Alerts.Editor.ResumeAsync(world.Alert.AlertId);
        await world.FindAsync("2");
        await world.Run.RunAsync();

        Assert.Equal(["Qalamoun 2"], world.Titles());
    }

    [Fact]
    public async Task An_alert_that_is_off_calls_nobody()
    {
        await using var world = await WebhookWorld.StartAsync();
        world.Receiver.Answer = Receiver.Status(500);
        await world.FindAsync("1");
        await world.Run.RunAsync();
        var off = await world.Alerts.Editor.UpdateAsync(world.Alert.AlertId, new() { Name = "Qalamoun", Query = "Qalamoun", Rate = "off", To = [], Operator = true });
        Assert.True(off.IsStored);
        await world.FindAsync("2");
        world.Time.Advance(TimeSpan.FromHours(1));
        await world.Run.RunAsync();

        Assert.Single(world.Receiver.Calls);
    }

    [Fact]
    public async Task Deleting_the_alert_cancels_what_waits()
    {
        await using var world = await WebhookWorld.StartAsync();
        world.Receiver.Answer = Receiver.Status(500);
        await world.FindAsync("1");
        await world.Run.RunAsync();
        await world.Alerts.Editor.RemoveAsync(world.Alert.AlertId);
        world.Time.Advance(TimeSpan.FromHours(1));
        await world.Run.RunAsync();

        Assert.Single(world.Receiver.Calls);
        var call = Assert.Single(await world.CallsAsync());
        Assert.Equal((OutboxState.Cancelled, ""), (call.State, call.Body));
    }

    [Fact]
    public async Task A_discreet_alert_sends_ids_and_links_and_no_word()
    {
        await using var world = await WebhookWorld.StartAsync(request => request with { Discreet = true });
        var article = await world.Alerts.IngestAsync("qalamoun-convoys", "Qalamoun convoys", "Residents fear.");
        await world.Alerts.Match.RunAsync();
        await world.Run.RunAsync();

        var call = Assert.Single(world.Receiver.Calls);
        Assert.Equal($$"""{"id":"{{world.Alert.Id}}"}""", call.Json.GetProperty("alert").GetRawText());
        var sent = Assert.Single(call.Json.GetProperty("articles").EnumerateArray());
        Assert.Equal(["id", "link", "revision", "story"], sent.EnumerateObject().Select(property => property.Name));
        Assert.Equal((article.Id, $"http://127.0.0.1:5080/articles/{article.Id}"), (Text(sent, "id"), Text(sent, "link")));
        foreach (var word in (string[])["qalamoun", "residents", "syria", "news.example"])
            Assert.DoesNotContain(word, call.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_article_that_was_taken_down_is_in_no_call_also_not_in_one_that_waits()
    {
        await using var world = await WebhookWorld.StartAsync();
        await world.FindAsync("1", "2");
        await TakeDownAsync(world, "1");
        world.Receiver.Answer = Receiver.Status(500);
        await world.Run.RunAsync();
        await world.FindAsync("3");
        await TakeDownAsync(world, "2");
        await TakeDownAsync(world, "3");
        Assert.DoesNotContain("Qalamoun 2", Assert.Single(await world.CallsAsync()).Body, StringComparison.Ordinal);
        world.Receiver.Answer = Receiver.Status(204);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await world.Run.RunAsync();
        await world.FindAsync("4");
        await world.Run.RunAsync();

        Assert.Equal(["Qalamoun 2", "", "Qalamoun 4"], world.Receiver.Calls.Select(call => string.Join('|', WebhookWorld.TitlesOf(call))));
        Assert.Equal(world.Receiver.Calls[0].Headers["webhook-id"], world.Receiver.Calls[1].Headers["webhook-id"]);
    }

    [Fact]
    public async Task Text_that_no_person_would_write_arrives_as_JSON()
    {
        await using var world = await WebhookWorld.StartAsync();
        var title = "Qalamoun \"quoted\" \\ </script> \u0001\u202E\u2028 \uD83D\uDE00 'x'";
        await world.Alerts.IngestAsync("1", title, "Qalamoun \u0007 \uFFFE end");
        await world.Alerts.Match.RunAsync();
        await world.Run.RunAsync();

        Assert.Equal(title, Assert.Single(world.Titles()));
    }

    [Fact]
    public async Task A_call_that_was_taken_keeps_no_text()
    {
        await using var world = await WebhookWorld.StartAsync();
        await world.FindAsync("1");
        await world.Run.RunAsync();

        var call = Assert.Single(await world.CallsAsync());
        Assert.Equal((OutboxState.Sent, 1, "204 No Content", ""), (call.State, call.Attempts, call.LastReply, call.Body));
    }

    [Fact]
    public async Task An_address_inside_the_network_is_not_called_unless_that_is_allowed()
    {
        await using var world = await WebhookWorld.StartAsync();
        using var guarded = GuardedConnections.Handler(new FetchLimits());
        await world.FindAsync("1");
        await world.NewProcess(handler: guarded).RunAsync();

        Assert.Empty(world.Receiver.Calls);
        Assert.Contains("127.0.0.1 is at an address inside a private network", Assert.Single(await world.CallsAsync()).LastReply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_runner_notes_its_runs_and_calls_nobody_without_a_handler()
    {
        await using var world = await WebhookWorld.StartAsync();
        using var handler = GuardedConnections.Handler(new FetchLimits { AllowLoopback = true });
        using var silent = new AlertRunner(world.Alerts.Database, world.Alerts.Transport, world.Alerts.Settings);
        using var runner = new AlertRunner(world.Alerts.Database, world.Alerts.Transport, world.Alerts.Settings, handler);
        await world.FindAsync("1");
        await silent.RunDueAsync();
        Assert.Empty(world.Receiver.Calls);

        Assert.Equal(1, (await runner.RunDueAsync()).Webhooks.Taken);
        Assert.Equal(1, Assert.Single(await world.Alerts.Database.ReadAsync(session => session.Runs.NewestAsync(Stage.Webhooks, 10))).Done);
        await world.FindAsync("2");
        world.Receiver.Answer = Receiver.Status(500);
        await runner.RunDueAsync();
        world.Receiver.Answer = Receiver.Status(204);
        Assert.Equal(0, (await runner.RunDueAsync()).Webhooks.Taken);
        Assert.Equal(1, (await runner.RunAllAsync()).Webhooks.Taken);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static Task TakeDownAsync(WebhookWorld world, string name) => world.Alerts.Database.WriteAsync(async session =>
    {
        var article = (await session.Articles.FindByUrlAsync("https://news.example/" + name))!;
        Assert.True(await session.Articles.TakeDownAsync(article.Id, "asked"));
    });

    private static string PythonSignature(string secret, string prefix, byte[] body)
    {
        const string Script = """
            import sys, hmac, hashlib, base64
            key = base64.b64decode(sys.argv[1].removeprefix('whsec_'))
            print('v1,' + base64.b64encode(hmac.new(key, sys.argv[2].encode() + base64.b64decode(sys.argv[3]), hashlib.sha256).digest()).decode())
            """;
        var start = new ProcessStartInfo(Peers.Python) { RedirectStandardOutput = true, UseShellExecute = false, StandardOutputEncoding = Encoding.ASCII };
        foreach (var argument in (string[])["-c", Script, secret, prefix, Convert.ToBase64String(body)])
            start.ArgumentList.Add(argument);
        using var python = Process.Start(start)!;
        return python.StandardOutput.ReadToEnd().Trim();
    }
}
