using System.Text;

namespace Search.Alerts.Tests.Mail.Bounces;

/// <summary>Delivery and feedback reports in the shapes that well-known servers give them, all made up.</summary>
internal static class SampleReports
{
    public const string MessageId = "0123456789abcdef0123456789abcdef@news.example";

    public static byte[] Postfix => Crlf($"""
        Return-Path: <>
        Delivered-To: bounces+0123456789abcdef0123456789abcdef@news.example
        Received: by relay.news.example (Postfix) id 4QKx1; Tue, 17 Mar 2015 08:00:05 +0200 (EET)
        Date: Tue, 17 Mar 2015 08:00:05 +0200 (EET)
        From: MAILER-DAEMON@relay.news.example (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: bounces+0123456789abcdef0123456789abcdef@news.example
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
        	boundary="4QKx1.1426572005/relay.news.example"
        Message-Id: <20150317060005.4QKx1@relay.news.example>

        This is a MIME-encapsulated message.

        --4QKx1.1426572005/relay.news.example
        Content-Description: Notification
        Content-Type: text/plain; charset=us-ascii

        This is the mail system at host relay.news.example.

        <reader@example.org>: host mx.example.org[192.0.2.25] said: 550 5.1.1 no such user here

        --4QKx1.1426572005/relay.news.example
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; relay.news.example
        X-Postfix-Queue-ID: 4QKx1
        X-Postfix-Sender: rfc822; bounces+0123456789abcdef0123456789abcdef@news.example
        Arrival-Date: Tue, 17 Mar 2015 08:00:01 +0200 (EET)

        Final-Recipient: rfc822; reader@example.org
        Original-Recipient: rfc822;reader@example.org
        Action: failed
        Status: 5.1.1
        Remote-MTA: dns; mx.example.org
        Diagnostic-Code: smtp; 550 5.1.1 no such
            user here

        --4QKx1.1426572005/relay.news.example
        Content-Description: Undelivered Message Headers
        Content-Type: text/rfc822-headers

        From: Search <digest@news.example>
        To: reader@example.org
        Message-ID: <{MessageId}>

        --4QKx1.1426572005/relay.news.example--

        """);

    public static byte[] Exim => Crlf($"""
        Envelope-to: bounces@news.example
        From: Mail Delivery System <Mailer-Daemon@mx.example.net>
        To: bounces@news.example
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary=1426572005-eximdsn-99
        Subject: Mail delivery failed: returning message to sender
        Message-Id: <E1YXlaB-0001Gx-77@mx.example.net>

        --1426572005-eximdsn-99
        Content-type: text/plain; charset=us-ascii

        A message that you sent could not be delivered to one or more of its recipients.

        --1426572005-eximdsn-99
        Content-type: message/delivery-status

        Reporting-MTA: dns; mx.example.net

        Action: failed
        Final-Recipient: rfc822;first@example.net
        Status: 5.0.0
        Remote-MTA: dns; in.example.net
        Diagnostic-Code: smtp; 550 relay not permitted

        Action: delayed
        Final-Recipient: rfc822;second@example.net
        Status: 4.0.0

        --1426572005-eximdsn-99
        Content-type: message/rfc822

        Return-path: <bounces@news.example>
        From: Search <digest@news.example>
        To: first@example.net
        Subject: alerts
        Message-ID:
         <{MessageId}>
        MIME-Version: 1.0
        Content-Type: multipart/alternative; boundary="=_inner"

        --=_inner
        Content-Type: text/plain; charset=utf-8

        text
        --=_inner--

        --1426572005-eximdsn-99--

        """);

    public static byte[] Exchange => Crlf($"""
        From: postmaster@example.com
        To: bounces+fedcba9876543210fedcba9876543210@news.example
        Date: Tue, 17 Mar 2015 06:00:09 +0000
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type="delivery-status";
         boundary="_d9c1_"
        X-MS-Exchange-Message-Is-Ndr:
        Content-Language: en-US
        Subject: Undeliverable: 2 alerts

        --_d9c1_
        Content-Type: multipart/alternative; differences=Content-Type;
         boundary="_e5f2_"

        --_e5f2_
        Content-Type: text/plain; charset="us-ascii"
        Content-Transfer-Encoding: quoted-printable

        Your message to full@example.com couldn't be delivered.=

        --_e5f2_
        Content-Type: text/html; charset="us-ascii"

        <p>no</p>
        --_e5f2_--

        --_d9c1_
        Content-Type: message/delivery-status

        Reporting-MTA: dns;mail.example.com
        Received-From-MTA: dns;relay.news.example
        Arrival-Date: Tue, 17 Mar 2015 06:00:08 +0000

        Original-Recipient: rfc822;full@example.com
        Final-Recipient: rfc822;full@example.com
        Action: failed
        Status: 5.2.2 (mailbox full)
        Diagnostic-Code: smtp;554 5.2.2 mailbox full; STOREDRV.Deliver.Exception
        X-Display-Name: Full

        --_d9c1_
        Content-Type: message/rfc822

        From: Search <digest@news.example>
        To: full@example.com
        Message-ID: <{MessageId}>
        Subject: 2 alerts

        text

        --_d9c1_--

        """);

    public static byte[] Gmail => Crlf($"""
        Delivered-To: bounces+0123456789abcdef0123456789abcdef@news.example
        From: Mail Delivery Subsystem <mailer-daemon@mail.example>
        To: bounces+0123456789abcdef0123456789abcdef@news.example
        Auto-Submitted: auto-replied
        Subject: Delivery Status Notification (Delay)
        References: <{MessageId}>
        Content-Type: multipart/report; boundary="000000000000a1b2c3"; report-type=delivery-status
        MIME-Version: 1.0

        --000000000000a1b2c3
        Content-Type: multipart/related; boundary="000000000000d4e5f6"

        --000000000000d4e5f6
        Content-Type: text/plain; charset="UTF-8"

        Will be tried again.
        --000000000000d4e5f6--
        --000000000000a1b2c3
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example
        Arrival-Date: Mon, 16 Mar 2015 23:00:00 -0700 (PDT)
        X-Original-Message-ID: <{MessageId}>

        Final-Recipient: rfc822; slow@example.org
        Action: delayed
        Status: 4.4.1
        Diagnostic-Code: smtp; The recipient server did not accept our requests to connect.
        Last-Attempt-Date: Tue, 17 Mar 2015 03:00:00 -0700 (PDT)
        Will-Retry-Until: Thu, 19 Mar 2015 23:00:00 -0700 (PDT)

        --000000000000a1b2c3
        Content-Type: message/rfc822

        From: Search <digest@news.example>
        Message-ID: <{MessageId}>
        Subject: alerts

        --000000000000a1b2c3--

        """);

    /// <summary>A status part in base64, as some gateways make it.</summary>
    public static byte[] Encoded => Crlf($"""
        Content-Type: multipart/report; report-type=delivery-status; boundary=b
        MIME-Version: 1.0

        --b
        Content-Type: text/plain

        sorry
        --b
        Content-Type: message/delivery-status
        Content-Transfer-Encoding: base64

        {Convert.ToBase64String(Encoding.ASCII.GetBytes("Reporting-MTA: dns; gate.example\n\nFinal-Recipient: rfc822; coded@example.org\nAction: FAILED\nStatus: 5.7.1\n"))}
        --b--

        """);

    public static byte[] Abuse => Crlf($"""
        From: complaints@provider.example
        To: bounces@news.example
        Subject: Email feedback report
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="fb1"

        --fb1
        Content-Type: text/plain; charset="US-ASCII"

        This is an email abuse report.
        --fb1
        Content-Type: message/feedback-report

        Feedback-Type: abuse
        User-Agent: Provider/1.0
        Version: 1
        Original-Mail-From: <bounces+0123456789abcdef0123456789abcdef@news.example>
        Original-Rcpt-To: <reader@provider.example>
        Original-Rcpt-To: other@provider.example
        Received-Date: Tue, 17 Mar 2015 08:00:00 +0200
        Source-IP: 192.0.2.1

        --fb1
        Content-Type: message/rfc822
        Content-Disposition: inline

        From: Search <digest@news.example>
        Message-ID: <{MessageId}>
        Subject: alerts

        text
        --fb1--

        """);

    /// <summary>An answer of a person on holiday, with words that look like a bounce's.</summary>
    public static byte[] OutOfOffice => Crlf($"""
        From: reader@example.org
        To: bounces+0123456789abcdef0123456789abcdef@news.example
        Subject: Out of office: Undeliverable: delivery failed
        Auto-Submitted: auto-replied
        In-Reply-To: <{MessageId}>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="x"

        --x
        Content-Type: text/plain

        Final-Recipient: rfc822; reader@example.org
        Action: failed
        Status: 5.1.1
        --x
        Content-Type: message/delivery-status

        Reporting-MTA: dns; fake.example

        Final-Recipient: rfc822; reader@example.org
        Action: failed
        Status: 5.1.1

        --x--

        """);

    public static IReadOnlyList<byte[]> All => [Postfix, Exim, Exchange, Gmail, Encoded, Abuse, OutOfOffice];

    private static byte[] Crlf(string text) => Encoding.ASCII.GetBytes(text.ReplaceLineEndings("\r\n"));
}
