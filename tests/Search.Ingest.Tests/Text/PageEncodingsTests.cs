using System.Text;
using Search.Ingest.Text;

namespace Search.Ingest.Tests.Text;

public sealed class PageEncodingsTests
{
    private const string Arabic = "دخل المقاتلون منطقة القلمون الغربي صباح اليوم بحسب مصادر محلية";

    [Fact]
    public void A_declared_windows_1256_page_is_read() =>
        Assert.Contains(Arabic, PageEncodings.Decode(PageEncodings.Find("windows-1256")!.GetBytes("<meta charset=windows-1256><p>" + Arabic)), StringComparison.Ordinal);

    [Fact]
    public void An_undeclared_windows_1256_page_is_recognised() =>
        Assert.Equal(Arabic, PageEncodings.Decode(PageEncodings.Find("windows-1256")!.GetBytes(Arabic)));

    [Fact]
    public void Bytes_that_are_UTF_8_win_over_a_declared_latin_1() =>
        Assert.EndsWith("“quoted”", PageEncodings.Decode(Encoding.UTF8.GetBytes("<meta charset=\"iso-8859-1\">“quoted”")), StringComparison.Ordinal);

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-8")]
    public void A_byte_order_mark_decides(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        Assert.Equal("<p>é", PageEncodings.Decode([.. encoding.GetPreamble(), .. encoding.GetBytes("<p>é")], "windows-1252"));
    }

    [Fact]
    public void Windows_1252_quotes_are_read_where_latin_1_is_declared() =>
        Assert.Equal("“a”", PageEncodings.Decode([0x93, (byte)'a', 0x94], "iso-8859-1"));

    [Fact]
    public void Any_bytes_decode_to_something()
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            Assert.NotNull(PageEncodings.Decode(bytes, round % 3 == 0 ? "nonsense" : null));
        }
    }
}
