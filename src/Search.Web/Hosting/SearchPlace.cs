namespace Search.Web.Hosting;

/// <summary>What the pages say of the running service.</summary>
/// <param name="DataFolder">Where index and database lie.</param>
/// <param name="SendsMail">True when mail goes to a server, false for the pickup folder.</param>
/// <param name="MailGoesTo">The server or the folder.</param>
/// <param name="PublicUrl">The address that links in mails lead to, or null.</param>
public sealed record SearchPlace(string DataFolder, bool SendsMail, string MailGoesTo, Uri? PublicUrl);
