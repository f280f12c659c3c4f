namespace Search.Testing;

/// <summary>A program that serves as referee or peer in tests.</summary>
public enum Peer
{
    /// <summary>Debian's liblucene8-java, a JDK, and the harness in the shared folder.</summary>
    Lucene,

    /// <summary>Python 3 with its email package.</summary>
    Python,

    /// <summary>Debian's python3-aiosmtpd.</summary>
    Aiosmtpd,

    /// <summary>Debian's python3-dkim.</summary>
    DkimPy,

    /// <summary>Debian's chromium.</summary>
    Chromium,

    /// <summary>Debian's postgresql.</summary>
    PostgreSql,

    /// <summary>The translated messages of the .NET SDK that runs the tests.</summary>
    SdkMessages,

    /// <summary>The shared test data.</summary>
    SharedData,
}
