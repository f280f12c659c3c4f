using Search.Web.Hosting;

namespace Search.Web.Tests.Hosting;

public class LoopbackAddressesTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5080")]
    [InlineData("http://localhost:5080")]
    [InlineData("http://LOCALHOST:0")]
    [InlineData("https://[::1]:5081")]
    [InlineData("http://127.0.0.1:5080; http://[::1]:5080")]
    [InlineData("http://127.8.9.10:80")]
    public void This_machines_own_addresses_are_taken(string urls) => Assert.Null(LoopbackAddresses.Refusal(urls));

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://+:5080")]
    [InlineData("http://[::]:5080")]
    [InlineData("http://192.168.1.7:5080")]
    [InlineData("http://example.org:5080")]
    [InlineData("http://localhost.example.org:5080")]
    [InlineData("http://127.0.0.1.example.org:5080")]
    [InlineData("http://127.0.0.1:5080;http://10.0.0.1:5080")]
    public void Any_other_is_refused_with_the_reason(string urls) => Assert.Contains("no sign-in", LoopbackAddresses.Refusal(urls), StringComparison.Ordinal);

    [Theory]
    [InlineData("5080")]
    [InlineData("127.0.0.1:5080")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("http://")]
    [InlineData("unix:/run/search.sock")]
    public void What_is_no_address_is_said_to_be_none(string urls) => Assert.Contains("is not an address", LoopbackAddresses.Refusal(urls), StringComparison.Ordinal);
}
