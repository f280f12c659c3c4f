using System.Globalization;
using Search.Alerts.Editing;
using Search.Alerts.Mail;
using Search.Data.Alerts;
using Search.Data.Outbox;
using Search.Testing;

namespace Search.Alerts.Tests.Editing;

/// <summary>
/// Plays a row of the table of changes. Steps: <c>article NAME [words]</c> comes in, or is revised when it is there; <c>copy NAME of
/// OTHER</c>: the same text at another address; <c>old NAME</c>: dated long ago; <c>takedown NAME</c>; <c>add [words]</c>: an alert for Qalamoun, or for the word named, told to the
/// owner as it comes; <c>query</c>, <c>rate</c>, <c>to</c>, <c>pause MODE [days]</c>, <c>resume</c>, <c>off</c>, <c>delete</c>: of the first
/// alert; <c>stop ALERT|all</c> and <c>back</c>: the owner's link; <c>agree</c>, <c>refuse</c>; <c>refusing [person]</c>, <c>taking</c>: what
/// the mail server does; <c>reinstate</c>; <c>match</c>, <c>compose</c> (and match), <c>tell</c> (compose and deliver); <c>wait DAYS</c>.
/// </summary>
internal sealed class ChangeStory : IDisposable
{
    private const string Word = "Qalamoun";

    private readonly AlertWorld _world = new(new AlertSettings { From = Mailbox.Parse("Search <search@example.org>"), PublicUrl = new Uri("https://search.example.org") });
    private readonly Unsubscriber _unsubscriber;
    private readonly ConsentAnswers _answers;
    private readonly List<Alert> _alerts = [];
    private readonly List<string> _told = [];
    private string _link = "";
    private int _heard;

    public ChangeStory()
    {
        _unsubscriber = new Unsubscriber(_world.Database);
        _answers = new ConsentAnswers(_world.Database);
    }

    public string Told => string.Join(" / ", _told);

    public void Dispose() => _world.Dispose();

    public Task StepAsync(string step)
    {
        var words = step.Split(' ');
        var rest = words[1..];
        return words[0] switch
        {
            "article" => ArticleAsync(rest[0], rest.Length > 1 ? string.Join(' ', rest[1..]) : Word),
            "copy" => _world.IngestAsync(rest[0], Text(rest[2], Word), Body(rest[2])),
            "old" => _world.IngestAsync(rest[0], Text(rest[0], Word), with: draft => draft with { Published = new DateTimeOffset(1999, 1, 1, 0, 0, 0, TimeSpan.Zero) }),
            "takedown" => TakeDownAsync(rest[0]),
            "add" => AddAsync(rest),
            "query" => EditAsync(request => request with { Query = rest[0] }),
            "rate" => EditAsync(request => request with { Rate = rest[0] }),
            "to" => EditAsync(request => request with { To = [.. rest.Select(Address)] }),
            "pause" => PauseAsync(rest),
            "resume" => _world.Editor.ResumeAsync(First.AlertId),
            "off" => _world.Editor.TurnOffAsync(First.AlertId),
            "delete" => _world.Editor.RemoveAsync(First.AlertId),
            "stop" => StopAsync(rest[0]),
            "back" => _unsubscriber.ComeBackAsync(_link),
            "agree" => AnswerAsync(rest[0], _answers.ConfirmAsync),
            "refuse" => AnswerAsync(rest[0], _answers.RefuseAsync),
            "refusing" => Server(envelope => rest.Length == 0 || envelope.Recipient == Address(rest[0])),
            "taking" => Server(_ => false),
            "reinstate" => ReinstateAsync(),
            "match" => _world.Match.RunAsync(),
            "compose" => ComposeAsync(),
            "tell" => TellAsync(),
            "wait" => Wait(TimeSpan.FromDays(Number(rest[0]))),
            _ => throw new InvalidOperationException($"'{step}' is no step"),
        };
    }

    private Alert First => _alerts[0];

    private static string Address(string person) => person + "@example.org";

    private static string Text(string name, string words) => $"{words} {name}";

    private static string Body(string name) => $"The whole text of the article {name}, which nobody else wrote.";

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private Task ArticleAsync(string name, string words) => _world.IngestAsync(name, Text(name, words), Body(name));

    private async Task AddAsync(string[] words)
    {
        var query = Array.Find(words, word => char.IsUpper(word[0])) ?? Word;
        _alerts.Add(await _world.AddAlertAsync(query, query, request => request with
        {
            PastDays = words.Contains("past") ? 7 : 0,
            TellAgain = words.Contains("again"),
            FoldDuplicates = !words.Contains("unfolded"),
            AskConsent = words.Contains("ask"),
            Rate = words.Contains("daily") ? "daily" : "immediate",
            At = "07:00",
        }));
    }

    private async Task EditAsync(Func<AlertRequest, AlertRequest> change)
    {
        var alert = await _world.Database.ReadAsync(session => session.Alerts.FindAsync(First.AlertId));
        var outcome = await _world.Editor.UpdateAsync(First.AlertId, change(AlertRequest.Of(alert!) with { Operator = true }));
        Assert.True(outcome.IsStored, string.Join("; ", outcome.Problems));
    }

    private Task PauseAsync(string[] words) => _world.Editor.PauseAsync(
        First.AlertId, Enum.Parse<PauseMode>(words[0], ignoreCase: true), words.Length > 1 ? _world.Time.GetUtcNow().AddDays(Number(words[1])) : null);

    private async Task TakeDownAsync(string name)
    {
        var article = await _world.Database.ReadAsync(session => session.Articles.FindByUrlAsync("https://news.example/" + name));
        Assert.True(await _world.Database.WriteAsync(session => session.Articles.TakeDownAsync(article!.Id, "by request")));
    }

    private async Task StopAsync(string which)
    {
        var owner = (await OwnerAsync())!;
        var subscriptions = await _world.Database.ReadAsync(session => session.Subscriptions.OfRecipientAsync(owner.RecipientId));
        _link = which == "all" ? owner.Token : subscriptions.Single(subscription => subscription.AlertId == _alerts.Single(alert => alert.Name == which).AlertId).Token;
        Assert.True((await _unsubscriber.StopAsync(_link))!.Stopped);
    }

    private async Task AnswerAsync(string person, Func<string, CancellationToken, Task<ConsentTarget?>> answer)
    {
        var consent = await _world.Database.ReadAsync(async session =>
            await session.Consents.FindAsync(First.OwnerId, (await session.Recipients.FindByAddressAsync(Address(person)))!.RecipientId));
        Assert.NotNull(await answer(consent!.Token, CancellationToken.None));
    }

    private async Task ReinstateAsync() => Assert.True(await _world.Editor.ReinstateAsync((await OwnerAsync())!.RecipientId));

    private Task<Recipient?> OwnerAsync() => _world.Database.ReadAsync(session => session.Recipients.FindByAddressAsync(Address("owner")));

    private Task Server(Func<Envelope, bool> refuses)
    {
        _world.Transport.Answer = (envelope, _) => refuses(envelope)
            ? RecordingTransport.Result(DeliveryOutcome.Rejected, 550, "550 no such user")
            : RecordingTransport.Result(DeliveryOutcome.Delivered, 250, "250 ok");
        return Task.CompletedTask;
    }

    private Task Wait(TimeSpan time)
    {
        _world.Time.Advance(time);
        return Task.CompletedTask;
    }

    /// <summary>Six minutes are longer than an immediate alert pools.</summary>
    private async Task ComposeAsync()
    {
        await _world.Match.RunAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Empty((await _world.Digest.RunAsync()).Warnings);
    }

    private async Task TellAsync()
    {
        await ComposeAsync();
        await _world.Delivery.RunAsync();
        var sent = (await _world.OutboxAsync()).Where(mail => mail.State == OutboxState.Sent).ToList();
        var news = new List<string>();
        foreach (var mail in sent.Skip(_heard))
            news.Add($"{mail.EnvelopeTo.Split('@')[0]}: {await ArticlesAsync(mail)}");
        _heard = sent.Count;
        _told.Add(news.Count == 0 ? "-" : string.Join(", ", news.Order(StringComparer.Ordinal)));
    }

    private async Task<string> ArticlesAsync(OutboxMessage mail)
    {
        var text = string.Join(' ', MimeReader.Read(mail.Bytes).Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var marks = (text.Contains("changed since you were told", StringComparison.Ordinal) ? "*" : "", text.Contains("as the query stood before", StringComparison.Ordinal) ? "~" : "");
        var names = new List<string>();
        foreach (var items in (await _world.ItemsAsync(mail)).GroupBy(item => item.ArticleId))
        {
            var article = (await _world.Database.ReadAsync(session => session.Articles.RevisionAsync(items.Key, items.Max(item => item.Revision))))!;
            var name = article.Url!.Split('/')[^1];
            var earlier = await EarlierAsync(items);
            var shown = items.Any(item => item.Placing == Placing.Shown);
            Assert.True(!shown || text.Contains(article.Title, StringComparison.Ordinal), text);
            names.Add(shown ? $"{name}{marks.Item1}{(earlier ? marks.Item2 : "")}" : $"({name})");
        }
        return string.Join(' ', names.OrderBy(name => name.Trim('('), StringComparer.Ordinal));
    }

    private async Task<bool> EarlierAsync(IEnumerable<OutboxItem> items)
    {
        var alert = (await _world.Database.ReadAsync(session => session.Alerts.FindAsync(items.First().AlertId)))!;
        return (await _world.MatchesAsync(alert)).Any(match => items.Any(item => item.MatchId == match.MatchId) && match.Version < alert.Version);
    }
}
