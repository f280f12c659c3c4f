using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Search.Alerts.Mail;
using Search.Testing;

namespace Search.Alerts.Tests.Mail;

/// <summary>What an operator is told about a certificate that is not good, and that no mail goes out.</summary>
public class SmtpCertificateTests
{
    private static readonly Envelope ToReader = new("digest@example.org", "reader@example.org");
    private static readonly byte[] Message = Encoding.ASCII.GetBytes("Subject: hello\r\n\r\nbody\r\n");

    [Fact]
    public async Task A_certificate_for_another_name_is_told_with_both_names()
    {
        using var certificate = ScriptedSmtpServer.MakeCertificate("mail.example.net");
        var detail = await RefusalAsync(certificate, trusted: certificate);
        Assert.Equal(
            "the certificate of localhost was not accepted: it is for mail.example.net, not for localhost."
            + " To mend it: set Smtp:Host to a name that the certificate is for",
            detail);
    }

    [Fact]
    public async Task A_certificate_that_signed_itself_is_told_with_the_setting_that_trusts_it()
    {
        using var certificate = ScriptedSmtpServer.MakeCertificate("localhost");
        var detail = await RefusalAsync(certificate, trusted: null);
        Assert.Equal(
            "the certificate of localhost was not accepted: 'CN=localhost' signed it itself. To mend it: if it is the right server, let"
            + " Smtp:TrustedCertificates name a PEM file with the certificate of its authority (or its own, when it signed itself)",
            detail);
    }

    [Fact]
    public async Task An_unknown_authority_is_named()
    {
        using var authority = ScriptedSmtpServer.MakeCertificate("Private Authority");
        using var certificate = Signed(authority, "localhost");
        var detail = await RefusalAsync(certificate, trusted: null);
        Assert.Contains("its issuer 'CN=Private Authority' is not trusted on this machine", detail, StringComparison.Ordinal);
        Assert.Contains("Smtp:TrustedCertificates", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_authority_that_is_named_in_the_settings_is_trusted()
    {
        using var authority = ScriptedSmtpServer.MakeCertificate("Private Authority");
        using var certificate = Signed(authority, "localhost");
        Assert.Null(await RefusalAsync(certificate, trusted: authority));
    }

    [Theory]
    [InlineData(-40, -10, "it expired on ")]
    [InlineData(10, 40, "it is not valid before ")]
    public async Task A_certificate_out_of_its_time_is_told_with_the_date(int fromDays, int toDays, string words)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = ScriptedSmtpServer.MakeCertificate("localhost", now.AddDays(fromDays), now.AddDays(toDays));
        var detail = await RefusalAsync(certificate, trusted: certificate);
        var date = (fromDays > 0 ? now.AddDays(fromDays) : now.AddDays(toDays)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains(words + date, detail, StringComparison.Ordinal);
        Assert.Contains("renew it on the server, or set this machine's clock right", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_faults_are_all_told_and_names_cannot_break_the_line()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = ScriptedSmtpServer.MakeCertificate("evil.example", now.AddDays(-40), now.AddDays(-10));
        var detail = await RefusalAsync(certificate, trusted: null);
        Assert.Contains("it is for evil.example", detail, StringComparison.Ordinal);
        Assert.Contains("it expired on", detail, StringComparison.Ordinal);
        Assert.Contains("signed it itself", detail, StringComparison.Ordinal);
        Assert.DoesNotContain(detail!, char.IsControl);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not a certificate")]
    public async Task A_file_of_trusted_certificates_that_is_missing_or_empty_is_named(string? content)
    {
        using var folder = new TemporaryFolder();
        using var certificate = ScriptedSmtpServer.MakeCertificate("localhost");
        var pem = folder.File("ca.pem");
        if (content is not null)
            await File.WriteAllTextAsync(pem, content);
        await using var server = new ScriptedSmtpServer { Certificate = certificate, Extensions = ["STARTTLS"] };
        await using var transport = new SmtpTransport(Settings(server) with { TrustedCertificates = pem }, TimeProvider.System);

        var result = await transport.SendAsync(ToReader, Message, CancellationToken.None);

        Assert.Equal(DeliveryOutcome.ServerRefused, result.Outcome);
        Assert.StartsWith($"Smtp:TrustedCertificates '{pem}' cannot be read: ", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_speaks_no_tls_on_a_tls_port_is_told()
    {
        await using var server = new ScriptedSmtpServer();
        await using var transport = new SmtpTransport(Settings(server) with { Security = SmtpSecurity.Implicit }, TimeProvider.System);
        var result = await transport.SendAsync(ToReader, Message, CancellationToken.None);
        Assert.False(result.IsDelivered);
        Assert.Equal(SmtpPhase.StartTls, result.Phase);
        Assert.DoesNotContain("certificate", result.Detail, StringComparison.Ordinal);
    }

    /// <summary>The detail of the refusal; null when the mail was taken.</summary>
    private static async Task<string?> RefusalAsync(X509Certificate2 certificate, X509Certificate2? trusted)
    {
        using var folder = new TemporaryFolder();
        var pem = folder.File("ca.pem");
        if (trusted is not null)
            await File.WriteAllTextAsync(pem, trusted.ExportCertificatePem());
        await using var server = new ScriptedSmtpServer { Certificate = certificate, Extensions = ["STARTTLS"] };
        await using var transport = new SmtpTransport(Settings(server) with { TrustedCertificates = trusted is null ? null : pem }, TimeProvider.System);

        var result = await transport.SendAsync(ToReader, Message, CancellationToken.None);

        Assert.Equal(result.IsDelivered ? 1 : 0, server.Messages.Count);
        if (result.IsDelivered)
            return null;
        Assert.Equal((DeliveryOutcome.ServerRefused, SmtpPhase.StartTls), (result.Outcome, result.Phase));
        return result.Detail;
    }

    private static SmtpSettings Settings(ScriptedSmtpServer server) =>
        new() { Host = "localhost", Port = server.Port, Security = SmtpSecurity.Required, ReplyTimeout = TimeSpan.FromSeconds(20), ConnectTimeout = TimeSpan.FromSeconds(10) };

    private static X509Certificate2 Signed(X509Certificate2 authority, string host)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.Create(authority, now.AddHours(-1), now.AddDays(10), [1, 2, 3]);
        using var withKey = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), password: null);
    }
}
