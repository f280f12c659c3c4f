using Search.Benchmarks.Verbs;
using Search.Testing;

namespace Search.Benchmarks.Alerts;

/// <summary>What a sink took, by recipient. Thread-safe.</summary>
internal sealed class SinkTally
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _byRecipient = [];
    private long _mails;
    private long _bytes;

    public void Take(SinkMail mail)
    {
        lock (_gate)
        {
            _byRecipient[mail.Recipient] = _byRecipient.GetValueOrDefault(mail.Recipient) + 1;
            _mails++;
            _bytes += mail.Bytes.Length;
        }
    }

    public IReadOnlyDictionary<string, object> Line(int connections)
    {
        lock (_gate)
        {
            return new Dictionary<string, object>
            {
                ["mails"] = _mails,
                ["recipients"] = _byRecipient.Count,
                ["most_per_recipient"] = _byRecipient.Values.DefaultIfEmpty().Max(),
                ["bytes"] = _bytes,
                ["connections"] = connections,
                ["cpu_seconds"] = Json.Round(Usage.CpuSeconds),
            };
        }
    }
}
