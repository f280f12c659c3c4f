using System.Globalization;

namespace Search.Alerts.Mail.Bounces;

/// <summary>
/// The folder that mail to the bounce address lands in: a Maildir (its <c>new</c> and <c>cur</c>; what is still being written stands in
/// <c>tmp</c> and is not touched), or a folder of .eml files, which their writer must rename into place. A mail that was dealt with is moved
/// to the sub-folder <c>handled</c>, any other to <c>other</c>, so that none is read twice; none is ever deleted or overwritten.
/// </summary>
public sealed class BounceMailbox(string folder)
{
    /// <summary>As much of a mail is read: what a report says stands before what it returns.</summary>
    public const int MostBytes = 4_000_000;

    private readonly List<string> _faults = [];

    /// <summary>What could not be read or moved in the last <see cref="Read"/> and since, one line each.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Every mail, by name, read one at a time. A file that cannot be read is a fault, and stays.</summary>
    public IEnumerable<ReturnedMail> Read()
    {
        _faults.Clear();
        return Files().Select(Open).OfType<ReturnedMail>();
    }

    /// <summary>Puts a mail away: <paramref name="handled"/> when it was acted on. False when it could not be moved; another process may have it.</summary>
    public bool Settle(ReturnedMail mail, bool handled)
    {
        var target = Path.Combine(folder, handled ? "handled" : "other");
        try
        {
            Directory.CreateDirectory(target);
            var name = FreeName(target, Path.GetFileName(mail.Path));
            File.Move(mail.Path, Path.Combine(target, name), overwrite: false);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _faults.Add($"{mail.Path} cannot be moved to {target}: {ServerText.Clean(e.Message)}");
            return false;
        }
    }

    private string[] Files()
    {
        string[] maildir = [Path.Combine(folder, "new"), Path.Combine(folder, "cur")];
        try
        {
            var files = maildir.Any(Directory.Exists)
                ? maildir.Where(Directory.Exists).SelectMany(Directory.GetFiles)
                : Directory.GetFiles(folder, "*.eml");
            return [.. files.Where(file => !Path.GetFileName(file).StartsWith('.')).OrderBy(Path.GetFileName, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _faults.Add($"the folder of bounces {folder} cannot be read: {ServerText.Clean(e.Message)}");
            return [];
        }
    }

    private ReturnedMail? Open(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[(int)Math.Min(file.Length, MostBytes)];
            return new ReturnedMail(path, bytes.AsMemory(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _faults.Add($"{path} cannot be read: {ServerText.Clean(e.Message)}");
            return null;
        }
    }

    private static string FreeName(string target, string name)
    {
        var free = name;
        for (var i = 2; File.Exists(Path.Combine(target, free)); i++)
            free = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(name)}-{i}{Path.GetExtension(name)}");
        return free;
    }
}
