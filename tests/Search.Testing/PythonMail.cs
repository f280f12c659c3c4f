using System.Diagnostics;

namespace Search.Testing;

/// <summary>Reads messages with Python's email package, as an independent parser.</summary>
public static class PythonMail
{
    private const string Script = """
        import sys, json, glob, os, email, email.policy
        out = []
        for f in sorted(glob.glob(os.path.join(sys.argv[1], '*.eml'))):
            m = email.message_from_bytes(open(f, 'rb').read(), policy=email.policy.default)
            parts = [m] if not m.is_multipart() else list(m.iter_parts())
            body = {p.get_content_type(): p.get_content() for p in parts}
            bad = [str(d) for p in [m] + parts for d in p.defects] + [str(d) for k in m.keys() for d in m[k].defects]
            out.append(dict(file=os.path.basename(f), subject=str(m['subject'] or ''), to=m['to'].addresses[0].addr_spec, date=str(m['date']), message_id=str(m['message-id']),
                text=body.get('text/plain', ''), html=body.get('text/html', ''), headers={k.lower(): str(v) for k, v in m.items()}, defects=bad,
                **{'from': m['from'].addresses[0].addr_spec}))
        sys.stdout.reconfigure(encoding='utf-8', errors='surrogatepass')
        json.dump(out, sys.stdout)
        """;

    /// <summary>A JSON array of <see cref="ParsedMail"/>, one for each .eml file of <paramref name="folder"/>, by name.</summary>
    public static string Parse(string folder)
    {
        var start = new ProcessStartInfo(Peers.Python) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Script);
        start.ArgumentList.Add(folder);
        using var python = Process.Start(start)!;
        var errors = python.StandardError.ReadToEndAsync();
        var output = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        return python.ExitCode == 0 ? output : throw new InvalidOperationException(errors.Result);
    }
}
