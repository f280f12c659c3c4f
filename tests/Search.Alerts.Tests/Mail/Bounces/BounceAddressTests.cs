using System.Text;
using Search.Alerts.Mail.Bounces;

namespace Search.Alerts.Tests.Mail.Bounces;

public class BounceAddressTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void Each_mail_has_its_own_sender_and_the_id_comes_back_from_it()
    {
        var address = Address("bounces@Example.ORG");
        Assert.Equal("bounces@example.org", address.Base);
        Assert.Equal($"bounces+{Id}@example.org", address.For(Id.ToUpperInvariant()));
        Assert.Equal(Id, address.IdOf(address.For(Id)));
    }

    [Theory]
    [InlineData("bounces@example.org")]
    [InlineData("bounces+" + Id + "@example.net")]
    [InlineData("bounces+" + Id + "@example.org.evil.example")]
    [InlineData("xbounces+" + Id + "@example.org")]
    [InlineData("bounces+" + Id + "0@example.org")]
    [InlineData("bounces+0123456789abcdef0123456789abcdeg@example.org")]
    [InlineData("bounces+0123@example.org")]
    [InlineData("")]
    public void Other_addresses_have_no_id(string address)
    {
        Assert.Null(Address("bounces@example.org").IdOf(address));
        Assert.Null(Address("bounces@example.org").IdOf(Encoding.ASCII.GetBytes($"To: {address}\r\n\r\n")));
    }

    [Theory]
    [InlineData("To: bounces+" + Id + "@example.org")]
    [InlineData("To: \"Bounces, all\" <Bounces+0123456789ABCDEF0123456789ABCDEF@EXAMPLE.org>")]
    [InlineData("To: bounces@example.org, bounces+12@example.org,\r\n bounces+" + Id + "@example.org, x@example.org")]
    [InlineData("Delivered-To: bounces+" + Id + "@example.org\r\nTo: bounces@example.org")]
    [InlineData("delivered-to: postmaster@example.org\r\nX-Original-To: bounces+" + Id + "@example.org")]
    [InlineData("Envelope-To: bounces+" + Id + "@example.org")]
    [InlineData("To: bounces+ffffffffffffffffffffffffffffffff@example.org\r\nDelivered-To: bounces+" + Id + "@example.org")]
    public void The_id_is_read_from_recipient_headers(string headers) =>
        Assert.Equal(Id, Address("bounces@example.org").IdOf(Encoding.ASCII.GetBytes(headers + "\r\nSubject: x\r\n\r\nbody\r\n")));

    [Fact]
    public void Other_headers_and_the_body_are_not_looked_at() => Assert.Null(Address("bounces@example.org").IdOf(
        Encoding.ASCII.GetBytes($"Subject: bounces+{Id}@example.org\r\n\r\nTo: bounces+{Id}@example.org\r\n")));

    [Fact]
    public void Reports_of_servers_tell_the_mail()
    {
        Assert.Equal(Id, Address("bounces@news.example").IdOf(SampleReports.Postfix));
        Assert.Equal("fedcba9876543210fedcba9876543210", Address("bounces@news.example").IdOf(SampleReports.Exchange));
        Assert.Equal(Id, Address("bounces@news.example").IdOf(ComplaintReader.Read(SampleReports.Abuse)!.OriginalMailFrom));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    [InlineData("Name <bounces@example.org>")]
    [InlineData("abcdefghijklmnopqrstuvwxyz-abcde-@example.org")]
    public void A_setting_that_cannot_be_used_is_refused(string setting) => Assert.False(BounceAddress.TryParse(setting, out _));

    [Fact]
    public void A_part_of_31_characters_has_room_for_the_id()
    {
        var address = Address("abcdefghijklmnopqrstuvwxyz-abcd@example.org").For(Id);
        Assert.Equal(64, address.IndexOf('@', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("xyz")]
    [InlineData("0123456789abcdef0123456789abcde\n")]
    public void What_is_no_id_is_a_programmers_error(string id) => Assert.Throws<ArgumentException>(() => Address("bounces@example.org").For(id));

    private static BounceAddress Address(string setting)
    {
        Assert.True(BounceAddress.TryParse(setting, out var address));
        return address;
    }
}
