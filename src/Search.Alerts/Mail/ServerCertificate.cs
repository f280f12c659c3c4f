using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Search.Alerts.Mail;

/// <summary>Says what is wrong with the certificate of a mail server, and how it is mended.</summary>
internal static class ServerCertificate
{
    private const string TrustRemedy =
        "if it is the right server, let Smtp:TrustedCertificates name a PEM file with the certificate of its authority (or its own, when it signed itself)";

    /// <summary>A chain policy that trusts the certificates of a PEM file alone. Throws <see cref="IOException"/> or a kin of it when the file cannot be read.</summary>
    public static X509ChainPolicy TrustOnly(string pemFile)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(pemFile);
        return policy.CustomTrustStore.Count > 0 ? policy : throw new CryptographicException("there is no certificate in PEM form in it");
    }

    /// <summary>The faults of the certificate in one line; null when there are none.</summary>
    public static string? Fault(string host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return null;
        if (certificate is null)
            return $"{host} showed no certificate";
        var faults = new List<string>();
        var remedies = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            faults.Add($"it is for {Names(certificate)}, not for {host}");
            remedies.Add("set Smtp:Host to a name that the certificate is for");
        }
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && chain is not null)
            AddChainFaults(chain, certificate, faults, remedies);
        return $"the certificate of {host} was not accepted: {ServerText.Clean(string.Join("; ", faults))}. To mend it: {string.Join("; ", remedies.Distinct())}";
    }

    private static void AddChainFaults(X509Chain chain, X509Certificate2 leaf, List<string> faults, List<string> remedies)
    {
        foreach (var element in chain.ChainElements)
        {
            var status = element.ChainElementStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
            if (status.HasFlag(X509ChainStatusFlags.NotTimeValid))
            {
                faults.Add(Time(element.Certificate, element.Certificate.RawDataMemory.Span.SequenceEqual(leaf.RawDataMemory.Span), chain.ChainPolicy.VerificationTime));
                remedies.Add("renew it on the server, or set this machine's clock right");
            }
        }
        var whole = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        if (whole.HasFlag(X509ChainStatusFlags.UntrustedRoot) || whole.HasFlag(X509ChainStatusFlags.PartialChain))
        {
            faults.Add(leaf.Subject == leaf.Issuer ? $"'{leaf.Subject}' signed it itself" : $"its issuer '{leaf.Issuer}' is not trusted on this machine");
            remedies.Add(TrustRemedy);
        }
        if (faults.Count == 0)
        {
            faults.AddRange(chain.ChainStatus.Select(status => status.StatusInformation.TrimEnd('.', ' ', '\n')));
            remedies.Add("put a good certificate on the server");
        }
    }

    private static string Time(X509Certificate2 certificate, bool isLeaf, DateTime judgedAt)
    {
        var which = isLeaf ? "it" : $"the certificate of '{certificate.Subject}' above it";
        var isEarly = certificate.NotBefore > judgedAt;
        var (words, date) = isEarly ? ("is not valid before", certificate.NotBefore) : ("expired on", certificate.NotAfter);
        return string.Create(CultureInfo.InvariantCulture, $"{which} {words} {date.ToUniversalTime():yyyy-MM-dd HH:mm} UTC");
    }

    /// <summary>The host names and addresses that a certificate is for, at most five.</summary>
    private static string Names(X509Certificate2 certificate)
    {
        var alternatives = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        string[] names = alternatives is null ? [] : [.. alternatives.EnumerateDnsNames(), .. alternatives.EnumerateIPAddresses().Select(address => address.ToString())];
        if (names.Length == 0)
            return $"'{certificate.Subject}'";
        return string.Join(", ", names.Take(5)) + (names.Length > 5 ? " and others" : "");
    }
}
