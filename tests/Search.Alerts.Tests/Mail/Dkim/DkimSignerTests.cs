using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Search.Alerts.Mail;
using Search.Alerts.Mail.Dkim;
using Search.Testing;

namespace Search.Alerts.Tests.Mail.Dkim;

public class DkimSignerTests
{
    private static readonly RSA Key = RSA.Create(2048);

    [Fact]
    public void A_signed_message_is_verified_by_another_reading_of_the_rfc()
    {
        var signed = Signer().Sign(Message());
        Assert.Null(DkimVerifier.Fault(signed, Key.ExportSubjectPublicKeyInfo()));
    }

    [Fact]
    public void The_signature_stands_in_front_and_the_message_is_not_touched()
    {
        var message = Message();
        var signed = Signer().Sign(message);
        Assert.StartsWith("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org;", Encoding.ASCII.GetString(signed), StringComparison.Ordinal);
        Assert.Equal(message, signed[^message.Length..]);
    }

    [Fact]
    public void Equal_messages_are_signed_to_equal_bytes_and_the_time_is_the_messages_own()
    {
        Assert.Equal(Signer().Sign(Message()), Signer().Sign(Message()));
        Assert.Equal(new DateTimeOffset(2015, 3, 17, 8, 0, 0, TimeSpan.FromHours(2)).ToUnixTimeSeconds().ToString(), Tags(Signer().Sign(Message()))["t"]);
    }

    [Fact]
    public void The_headers_that_matter_are_signed_and_from_once_more_than_it_stands() => Assert.Equal(
        "From:From:To:Subject:Date:Message-ID:MIME-Version:Content-Type:Auto-Submitted:List-Id:List-Unsubscribe:List-Unsubscribe-Post",
        Tags(Signer().Sign(Message()))["h"]);

    [Fact]
    public void Lines_are_short_and_foldable_ones_folded()
    {
        var signed = Encoding.ASCII.GetString(Signer("a-very-long-selector-of-forty-characters-", "mail.of.a.sub.domain.with.a.long.name.example.org").Sign(Message()));
        var header = signed[..signed.IndexOf("\r\nFrom:", StringComparison.Ordinal)].Split("\r\n");
        Assert.True(header.Length > 5);
        Assert.All(header, line => Assert.InRange(line.Length, 2, 77));
        Assert.All(header.Skip(1), line => Assert.Matches("^ [^ ]", line));
    }

    [Theory]
    [InlineData("Subject: Hello", "Subject: Hellp", "the header was changed")]
    [InlineData("To: reader", "To: writer", "the header was changed")]
    [InlineData("List-Unsubscribe: <https://news", "List-Unsubscribe: <https://bews", "the header was changed")]
    [InlineData("some text", "some t3xt", "the body was changed")]
    [InlineData("\r\nFrom: Search", "\r\nFrom: Fraud <fraud@example.org>\r\nFrom: Search", "the header was changed")]
    public void A_change_is_found(string old, string changed, string fault)
    {
        var signed = Encoding.ASCII.GetString(Signer().Sign(Message()));
        Assert.Contains(old, signed, StringComparison.Ordinal);
        var broken = Encoding.ASCII.GetBytes(signed.Replace(old, changed, StringComparison.Ordinal));
        Assert.Equal(fault, DkimVerifier.Fault(broken, Key.ExportSubjectPublicKeyInfo()));
    }

    [Fact]
    public void What_relays_do_to_blanks_and_folds_is_no_change()
    {
        var signed = Encoding.ASCII.GetString(Signer().Sign(Message()));
        var relayed = "Received: by relay\r\n" + signed
            .Replace("Subject: Hello world", "SUBJECT:   Hello\r\n\t world \t", StringComparison.Ordinal)
            .Replace("some text", "some  \t text   ", StringComparison.Ordinal) + "\r\n \r\n\r\n";
        Assert.Null(DkimVerifier.Fault(Encoding.ASCII.GetBytes(relayed), Key.ExportSubjectPublicKeyInfo()));
    }

    [Fact]
    public void A_message_without_from_is_a_programmers_error() =>
        Assert.Throws<ArgumentException>(() => Signer().Sign("To: a@example.org\r\n\r\nx\r\n"u8.ToArray()));

    [Fact]
    public void The_dns_record_is_told()
    {
        Assert.Equal("news2015._domainkey.example.org", Signer().DnsName);
        Assert.Equal("v=DKIM1; k=rsa; p=" + Convert.ToBase64String(Key.ExportSubjectPublicKeyInfo()), Signer().DnsRecord);
        Assert.Null(Signer().Warning);
    }

    [Fact]
    public void Both_usual_forms_of_a_key_are_read()
    {
        var message = Message();
        Assert.Equal(Signer().Sign(message), Load("# comment before\n" + Key.ExportRSAPrivateKeyPem()).Sign(message));
    }

    [Fact]
    public void A_short_key_is_warned_of_and_a_shorter_one_refused()
    {
        using var weak = RSA.Create(1024);
        using var bad = RSA.Create(768);
        Assert.Equal("the DKIM key of news2015._domainkey.example.org has 1024 bits; receivers trust 2048 and more", Load(weak.ExportPkcs8PrivateKeyPem()).Warning);
        Assert.EndsWith("holds a key of 768 bits; receivers refuse less than 1024, and 2048 is good", Refusal(bad.ExportPkcs8PrivateKeyPem()), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_keys_are_refused_by_name()
    {
        // RFC 8410 section 10.3: an Ed25519 key.
        Assert.Contains("holds an Ed25519 key", Refusal("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n"), StringComparison.Ordinal);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Contains("holds a key of algorithm 1.2.840.10045.2.1", Refusal(curve.ExportPkcs8PrivateKeyPem()), StringComparison.Ordinal);
        Assert.Contains("holds 'PUBLIC KEY'", Refusal(Key.ExportSubjectPublicKeyInfoPem()), StringComparison.Ordinal);
        Assert.Contains("without a password", Refusal(Key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 10))), StringComparison.Ordinal);
        Assert.Contains("holds no key in PEM form", Refusal("hello"), StringComparison.Ordinal);
        Assert.Contains("holds no readable RSA private key", Refusal("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"), StringComparison.Ordinal);
        Assert.Contains("holds no readable RSA private key", Refusal("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_bad_names_are_told()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("cannot be read", Assert.Throws<FormatException>(() => DkimSigner.Load("example.org", "s", folder.File("none.pem"))).Message, StringComparison.Ordinal);
        File.WriteAllText(folder.File("key.pem"), Key.ExportPkcs8PrivateKeyPem());
        Assert.Contains("domain", Assert.Throws<FormatException>(() => DkimSigner.Load("exa mple.org", "s", folder.File("key.pem"))).Message, StringComparison.Ordinal);
        Assert.Contains("selector", Assert.Throws<FormatException>(() => DkimSigner.Load("example.org", "a;b", folder.File("key.pem"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_threads_sign_alike()
    {
        var signer = Signer();
        var expected = signer.Sign(Message());
        Parallel.For(0, 64, _ => Assert.Equal(expected, signer.Sign(Message())));
    }

    [Fact]
    public void A_thousand_random_messages_are_verified()
    {
        var random = new Random(20150317);
        var signer = Signer();
        for (var i = 0; i < 1_000; i++)
        {
            var message = Sample(RandomText(random, 200), RandomText(random, 600), i % 3 == 0 ? null : "<p>" + RandomText(random, 600));
            Assert.Null(DkimVerifier.Fault(signer.Sign(MimeWriter.Write(message)), Key.ExportSubjectPublicKeyInfo()));
        }
    }

    [PeerFact(Peer.DkimPy)]
    public void Pythons_dkim_library_verifies_what_was_signed()
    {
        using var folder = new TemporaryFolder();
        var signer = Signer();
        var random = new Random(20150318);
        for (var i = 0; i < 50; i++)
            File.WriteAllBytes(folder.File($"{i:00}.eml"), signer.Sign(MimeWriter.Write(Sample(RandomText(random, 200), RandomText(random, 600), "<p>" + RandomText(random, 600)))));
        Assert.Equal(string.Join(' ', Enumerable.Repeat("True", 50)), Python(folder.Path, signer.DnsName, signer.DnsRecord));
    }

    private static string Python(string folder, string name, string record)
    {
        const string Script = """
            import sys, glob, dkim
            def lookup(name, timeout=5):
                assert name.decode().rstrip('.') == sys.argv[2], name
                return sys.argv[3].encode()
            print(*[dkim.verify(open(f, 'rb').read(), dnsfunc=lookup) for f in sorted(glob.glob(sys.argv[1] + '/*.eml'))])
            """;
        var start = new ProcessStartInfo(Peers.Python) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])["-c", Script, folder, name, record])
            start.ArgumentList.Add(argument);
        using var python = Process.Start(start)!;
        var output = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        return output.Trim();
    }

    private static Dictionary<string, string> Tags(byte[] signed)
    {
        var text = Encoding.ASCII.GetString(signed);
        return DkimVerifier.Tags(text["DKIM-Signature:".Length..text.IndexOf("\r\nFrom:", StringComparison.Ordinal)]);
    }

    private static DkimSigner Signer(string selector = "news2015", string domain = "example.org") => Load(Key.ExportPkcs8PrivateKeyPem(), selector, domain);

    private static DkimSigner Load(string pem, string selector = "news2015", string domain = "example.org")
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("key.pem"), pem);
        return DkimSigner.Load(domain, selector.TrimEnd('-'), folder.File("key.pem"));
    }

    private static string Refusal(string pem) => Assert.Throws<FormatException>(() => Load(pem)).Message;

    private static string RandomText(Random random, int most)
    {
        var runes = "abc  defFrom.=_\n\t\"<>&éß—السلام🙂".EnumerateRunes().ToArray();
        return string.Concat(Enumerable.Range(0, random.Next(most)).Select(_ => runes[random.Next(runes.Length)].ToString()));
    }

    private static byte[] Message() => MimeWriter.Write(Sample("Hello world", "some text\n\nand more\n\n", "<p>html</p>"));

    private static MailMessage Sample(string subject, string text, string? html) => new()
    {
        From = Mailbox.Parse("Search <digest@example.org>"),
        To = Mailbox.Parse("reader@example.org"),
        Subject = subject,
        Date = new DateTimeOffset(2015, 3, 17, 8, 0, 0, TimeSpan.FromHours(2)),
        MessageId = "m1@example.org",
        Headers =
        [
            new MailHeader("Auto-Submitted", "auto-generated"), new MailHeader("List-Id", "<all.example.org>"),
            new MailHeader("List-Unsubscribe", "<https://news.example/u/0123456789abcdef>, <mailto:leave@example.org>"),
            new MailHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"), new MailHeader("X-Other", "not signed"),
        ],
        Text = text,
        Html = html,
    };
}
