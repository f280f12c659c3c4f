using Search.Testing.Languages;

namespace Search.Testing;

/// <summary>Finds the peers on this machine.</summary>
public static class Peers
{
    /// <summary>The Python that Debian's packages install into; the first <c>python3</c> of the path may be another.</summary>
    public static string Python => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    public static string Chromium => "/usr/bin/chromium";

    /// <summary>The Lucene harness: <c>index</c>, <c>search</c>, <c>matches</c>, <c>check</c>, <c>tokens</c>.</summary>
    public static string Lucene => Shared.PathOf("peers/lucene");

    public static bool Has(Peer peer) => peer switch
    {
        Peer.Lucene => File.Exists("/usr/share/java/lucene-core-8.7.0.jar") && OnPath("javac")
            && Shared.Folder is not null && File.Exists(Lucene),
        Peer.Python => File.Exists(Python) || OnPath("python3"),
        Peer.Aiosmtpd => Directory.Exists("/usr/lib/python3/dist-packages/aiosmtpd"),
        Peer.DkimPy => Directory.Exists("/usr/lib/python3/dist-packages/dkim"),
        Peer.Chromium => File.Exists(Chromium),
        Peer.PostgreSql => PostgresServer.Programs is not null,
        Peer.SdkMessages => LabelledTexts.SdkFolder is not null,
        Peer.SharedData => Shared.Folder is not null,
        _ => throw new ArgumentOutOfRangeException(nameof(peer), peer, message: null),
    };

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));
}
