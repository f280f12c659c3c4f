using Search.Alerts.Mail.Bounces;
using Search.Testing;

namespace Search.Alerts.Tests.Mail.Bounces;

public class BounceMailboxTests
{
    [Fact]
    public void A_maildir_is_read_from_new_and_cur_and_never_from_tmp()
    {
        using var folder = new TemporaryFolder();
        Put(folder, "new/1.host", SampleReports.Postfix);
        Put(folder, "cur/2.host:2,S", SampleReports.Abuse);
        Put(folder, "tmp/3.host", SampleReports.Exim);
        Put(folder, "new/4.host", SampleReports.OutOfOffice);

        var mails = new BounceMailbox(folder.Path).Read().ToArray();

        Assert.Equal(["1.host", "2.host:2,S", "4.host"], mails.Select(mail => Path.GetFileName(mail.Path)));
        Assert.Equal([true, false, false], mails.Select(mail => mail.Bounce is not null));
        Assert.Equal([false, true, false], mails.Select(mail => mail.Complaint is not null));
    }

    [Fact]
    public void A_plain_folder_is_read_by_its_eml_files()
    {
        using var folder = new TemporaryFolder();
        Put(folder, "b.eml", SampleReports.Exim);
        Put(folder, "a.eml", SampleReports.Postfix);
        Put(folder, ".hidden.eml", SampleReports.Postfix);
        Put(folder, "c.eml.partial", SampleReports.Postfix);
        Put(folder, "deeper/d.eml", SampleReports.Postfix);
        Assert.Equal(["a.eml", "b.eml"], new BounceMailbox(folder.Path).Read().Select(mail => Path.GetFileName(mail.Path)));
    }

    [Fact]
    public void Settled_mails_are_put_away_and_neither_read_again_nor_lost()
    {
        using var folder = new TemporaryFolder();
        Put(folder, "new/1.host", SampleReports.Postfix);
        Put(folder, "new/2.host", SampleReports.OutOfOffice);
        var mailbox = new BounceMailbox(folder.Path);

        foreach (var mail in mailbox.Read().ToArray())
            Assert.True(mailbox.Settle(mail, handled: mail.Bounce is not null));

        Assert.Empty(mailbox.Read());
        Assert.Equal(SampleReports.Postfix, File.ReadAllBytes(folder.File("handled/1.host")));
        Assert.Equal(SampleReports.OutOfOffice, File.ReadAllBytes(folder.File("other/2.host")));
        Assert.Empty(mailbox.Faults);
    }

    [Fact]
    public void Mails_of_one_name_are_all_kept()
    {
        using var folder = new TemporaryFolder();
        var mailbox = new BounceMailbox(folder.Path);
        foreach (var report in (byte[][])[SampleReports.Postfix, SampleReports.Exim, SampleReports.Gmail])
        {
            Put(folder, "a.eml", report);
            Assert.True(mailbox.Settle(mailbox.Read().Single(), handled: true));
        }
        Assert.Equal(["a-2.eml", "a-3.eml", "a.eml"], Directory.GetFiles(folder.File("handled")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(SampleReports.Gmail, File.ReadAllBytes(folder.File("handled/a-3.eml")));
    }

    [Fact]
    public void A_mail_that_another_process_took_is_a_fault_and_no_exception()
    {
        using var folder = new TemporaryFolder();
        Put(folder, "a.eml", SampleReports.Postfix);
        var mailbox = new BounceMailbox(folder.Path);
        var mail = mailbox.Read().Single();
        File.Delete(mail.Path);
        Assert.False(mailbox.Settle(mail, handled: true));
        Assert.Contains("a.eml", Assert.Single(mailbox.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_fault_and_gives_nothing()
    {
        using var folder = new TemporaryFolder();
        var mailbox = new BounceMailbox(folder.File("none"));
        Assert.Empty(mailbox.Read());
        Assert.Contains("none", Assert.Single(mailbox.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_huge_mail_the_beginning_is_read()
    {
        using var folder = new TemporaryFolder();
        Put(folder, "a.eml", [.. SampleReports.Postfix, .. new byte[10_000_000]]);
        var mail = new BounceMailbox(folder.Path).Read().Single();
        Assert.Equal(4_000_000, mail.Bytes.Length);
        Assert.NotNull(mail.Bounce);
    }

    private static void Put(TemporaryFolder folder, string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.File(name))!);
        File.WriteAllBytes(folder.File(name), bytes);
    }
}
