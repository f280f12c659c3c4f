using System.CommandLine;
using System.Globalization;
using Search.Benchmarks.Alerts;
using Search.Testing;

namespace Search.Benchmarks.Verbs;

/// <summary><c>smtp-sink</c>: a mail server in a process of its own for <c>digest</c>. Prints its port, and what it took once its input ends.</summary>
internal static class SinkVerb
{
    public static Command Create()
    {
        var command = new Command("smtp-sink", "Takes mail for another verb.") { Hidden = true };
        command.SetAction(async (_, cancellation) =>
        {
            var tally = new SinkTally();
            await using var sink = new SmtpSink { KeepsMails = false, Took = tally.Take };
            await Console.Out.WriteLineAsync(sink.Port.ToString(CultureInfo.InvariantCulture));
            await Console.Out.FlushAsync(cancellation);
            await Console.In.ReadToEndAsync(cancellation);
            Json.Print(tally.Line(sink.Connections));
            return 0;
        });
        return command;
    }
}
