using System.Security.Cryptography;

namespace Search.Data.Alerts;

/// <summary>Opaque names that nobody can guess: 128 random bits in lower-case hex.</summary>
internal static class Token
{
    private const int Bytes = 16;

    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
}
