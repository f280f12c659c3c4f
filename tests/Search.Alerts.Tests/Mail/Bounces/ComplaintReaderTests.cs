using System.Text;
using Search.Alerts.Mail.Bounces;

namespace Search.Alerts.Tests.Mail.Bounces;

public class ComplaintReaderTests
{
    [Fact]
    public void A_complaint_is_read()
    {
        var complaint = ComplaintReader.Read(SampleReports.Abuse)!;
        Assert.Equal("abuse", complaint.FeedbackType);
        Assert.True(complaint.IsUnwanted);
        Assert.Equal(["reader@provider.example", "other@provider.example"], complaint.OriginalRecipients);
        Assert.Equal("bounces+0123456789abcdef0123456789abcdef@news.example", complaint.OriginalMailFrom);
        Assert.Equal(SampleReports.MessageId, complaint.OriginalMessageId);
    }

    [Fact]
    public void A_mail_that_was_wanted_after_all_is_no_reason_to_stop() => Assert.False(ComplaintReader.Read(Altered("type: abuse", "type: Not-Spam"))!.IsUnwanted);

    [Fact]
    public void Other_mail_is_no_complaint()
    {
        Assert.Null(ComplaintReader.Read(SampleReports.Postfix));
        Assert.Null(ComplaintReader.Read(SampleReports.OutOfOffice));
        Assert.Null(ComplaintReader.Read(Altered("report-type=feedback-report", "report-type=delivery-status")));
        Assert.Null(ComplaintReader.Read(Altered("Feedback-Type", "Something")));
    }

    private static byte[] Altered(string old, string changed) =>
        Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(SampleReports.Abuse).Replace(old, changed, StringComparison.OrdinalIgnoreCase));
}
