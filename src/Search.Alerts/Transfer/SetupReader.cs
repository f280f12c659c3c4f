using System.Text.Json;
using Search.Data.Alerts;

namespace Search.Alerts.Transfer;

/// <summary>JSON to a <see cref="Setup"/>: the shape of the file, not its sense.</summary>
internal sealed class SetupReader(List<SetupProblem> problems, List<SetupProblem> warnings)
{
    public Setup Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException("it must be one object");
        var place = new SetupPlace(root, "", problems, warnings);
        if (place.OptionalText("format") is var format && format != SetupFile.Format)
            throw new InvalidDataException($"its format is not {SetupFile.Format}");
        if (place.Number("version", 0, 1, int.MaxValue) is > SetupFile.Version and var version)
            throw new InvalidDataException($"it has version {version}, this program knows up to {SetupFile.Version}: use the newer program that wrote it");
        var setup = new Setup
        {
            People = place.List("people", Person),
            Consents = place.List("consents", Consent),
            Alerts = place.List("alerts", Alert),
            Sources = place.List("sources", Source),
            Settings = place.Map("settings"),
        };
        place.End();
        return setup;
    }

    private static SetupPerson Person(SetupPlace place) =>
        new(place.Text("address"), place.Flag("operator", otherwise: true), place.Flag("stopped", otherwise: false), place.OptionalText("suspended"));

    private static SetupConsent Consent(SetupPlace place) =>
        new(place.Text("owner"), place.Text("recipient"), place.Word("answer", ConsentAnswer.Waiting));

    private static SetupAlert Alert(SetupPlace place) => new()
    {
        Id = place.Text("id"),
        Owner = place.Text("owner"),
        Name = place.Text("name"),
        Query = place.Text("query"),
        Languages = place.Texts("languages"),
        Sources = place.Texts("sources"),
        Note = place.OptionalText("note"),
        Rate = place.Text("rate", "immediate"),
        Zone = place.Text("zone", "UTC"),
        QuietFrom = place.OptionalText("quietFrom"),
        QuietTo = place.OptionalText("quietTo"),
        OtherSpellings = place.Flag("otherSpellings", otherwise: false),
        FoldDuplicates = place.Flag("foldDuplicates", otherwise: true),
        TellAgain = place.Flag("tellAgain", otherwise: false),
        Heartbeat = place.Flag("heartbeat", otherwise: false),
        Discreet = place.Flag("discreet", otherwise: false),
        Pause = place.Object("pause", pause => new SetupPause(pause.Word("mode", PauseMode.Collect), pause.Instant("until"))),
        Recipients = place.List("recipients", person => new SetupRecipient(person.Text("address"), person.Flag("stopped", otherwise: false))),
        Webhooks = place.List("webhooks", webhook => new SetupWebhook(webhook.Text("url"), webhook.OptionalText("disabled"))),
    };

    private static SetupSource Source(SetupPlace place) => new()
    {
        Url = place.Text("url"),
        Name = place.Text("name"),
        Language = place.OptionalText("language"),
        PollSeconds = place.Number("pollSeconds", otherwise: 900, least: 60, most: 604_800),
        Enabled = place.Flag("enabled", otherwise: true),
        Owner = place.OptionalText("owner"),
    };
}
