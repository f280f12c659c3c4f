using System.Globalization;

namespace Search.Ingest.Tests.Text;

/// <summary>How many texts of one language were told, taken for another, or not told.</summary>
internal sealed class LanguageTally
{
    private int _right;
    private int _wrong;

    public int All { get; private set; }

    /// <summary>How many wrong ones have been printed.</summary>
    public int Shown { get; set; }

    public double Right => (double)_right / All;

    public double Wrong => (double)_wrong / All;

    public void Count(string expected, string? actual)
    {
        All++;
        _right += actual == expected ? 1 : 0;
        _wrong += actual is not null && actual != expected ? 1 : 0;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{All,6} texts: {Right:P1} right, {Wrong:P1} wrong, {1 - Right - Wrong:P1} unknown");
}
