using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Search.Alerts.Mail.Dkim;

/// <summary>A private RSA key to sign with. Thread-safe.</summary>
internal sealed class DkimKey
{
    /// <summary>Receivers must not trust shorter keys (RFC 8301 section 3.2).</summary>
    public const int LeastBits = 1024;

    /// <summary>Signers should have this much (RFC 8301 section 3.2).</summary>
    public const int GoodBits = 2048;

    private readonly RSA _rsa;

    // RSA objects are not promised to be thread-safe.
    private readonly Lock _gate = new();

    private DkimKey(RSA rsa) => _rsa = rsa;

    public int Bits => _rsa.KeySize;

    /// <summary>As SubjectPublicKeyInfo, the form of the DNS record.</summary>
    public byte[] PublicKey => _rsa.ExportSubjectPublicKeyInfo();

    /// <summary>Reads PKCS #8 (<c>BEGIN PRIVATE KEY</c>) or PKCS #1 (<c>BEGIN RSA PRIVATE KEY</c>). Throws <see cref="FormatException"/>.</summary>
    public static DkimKey FromPem(string pem, string source)
    {
        if (!PemEncoding.TryFind(pem, out var fields))
            throw new FormatException($"{source} holds no key in PEM form (-----BEGIN PRIVATE KEY-----)");
        var label = pem[fields.Label];
        if (label is not ("PRIVATE KEY" or "RSA PRIVATE KEY"))
            throw new FormatException($"{source} holds '{label}'; what is needed is an RSA private key without a password");
        var rsa = RSA.Create();
        try
        {
            RequireRsa(label, Convert.FromBase64String(pem[fields.Base64Data]), source);
            rsa.ImportFromPem(pem.AsSpan(fields.Location.Start.Value, fields.Location.End.Value - fields.Location.Start.Value));
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException or ArgumentException)
        {
            throw new FormatException($"{source} holds no readable RSA private key: {e.Message}", e);
        }
        return rsa.KeySize >= LeastBits ? new DkimKey(rsa)
            : throw new FormatException($"{source} holds a key of {rsa.KeySize} bits; receivers refuse less than {LeastBits}, and {GoodBits} is good");
    }

    public byte[] Sign(byte[] data)
    {
        lock (_gate)
            return _rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static void RequireRsa(string label, byte[] key, string source)
    {
        if (label != "PRIVATE KEY")
            return;
        // PKCS #8: SEQUENCE { version, SEQUENCE { algorithm, ... }, ... } (RFC 5208).
        var info = new AsnReader(key, AsnEncodingRules.BER).ReadSequence();
        info.ReadInteger();
        var algorithm = info.ReadSequence().ReadObjectIdentifier();
        if (algorithm == "1.3.101.112")
            throw new FormatException($"{source} holds an Ed25519 key, which this platform's cryptography cannot sign with; use an RSA key of {GoodBits} bits");
        if (algorithm != "1.2.840.113549.1.1.1")
            throw new FormatException($"{source} holds a key of algorithm {algorithm}; use an RSA key of {GoodBits} bits");
    }
}
