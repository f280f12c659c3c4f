using System.Globalization;
using System.Text;
using Search.Alerts.Digests;

namespace Search.Alerts.Bodies;

/// <summary>Writes a body as plain text: lines of <see cref="TextLines.Width"/> columns, addresses whole, others' words isolated where they run from right to left.</summary>
internal sealed class BodyText
{
    private const int LongestUnderline = 60;

    private readonly StringBuilder _text = new();
    private int _items;

    public static string Write(MailBody body)
    {
        var writer = new BodyText();
        foreach (var block in body.Blocks)
            writer.Write(block);
        return writer._text.ToString().TrimEnd('\n') + "\n";
    }

    private void Write(Block block)
    {
        if (block is Footer footer)
            Write(footer);
        else
            Write(block, "");
        _text.Append('\n');
    }

    private void Write(Block block, string indent)
    {
        switch (block)
        {
            case Heading heading:
                Write(heading);
                break;
            case Paragraph paragraph:
                foreach (var line in paragraph.Lines)
                    Write(line, indent);
                break;
            case Passage passage:
                WriteTheirs(Marked(passage.Excerpt), indent, indent);
                break;
            case Button button:
                Write(button.Link, indent);
                break;
            case Item item:
                Write(item);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(block), block, message: null);
        }
    }

    private void Write(Heading heading)
    {
        var words = heading.Tail is null ? heading.Words : $"{Isolate.Of(heading.Words)}: {heading.Tail}";
        var length = TextLines.Append(_text, "", "", Plain(words));
        _text.Append(heading.Top ? '=' : '-', Math.Clamp(length, 3, LongestUnderline)).Append('\n');
    }

    private void Write(Line line, string indent)
    {
        if (line.Words.Length > 0)
            TextLines.Append(_text, indent, indent, Plain(line.Words));
        foreach (var link in line.Links)
            Write(link, line.Words.Length > 0 ? indent + "  " : indent);
    }

    /// <summary>Words and address stay on one line: programs find the address there, and people what it is for.</summary>
    private void Write(Link link, string indent) =>
        _text.Append(indent).Append(Plain(link.Words)).Append(": ").Append(link.Address).Append('\n');

    private void Write(Item item)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"{++_items}. ");
        var indent = new string(' ', number.Length);
        WriteTheirs(item.Title, number, indent);
        if (item.Address is not null)
            _text.Append(indent).Append(item.Address).Append('\n');
        foreach (var block in item.Blocks)
            Write(block, indent);
    }

    private void Write(Footer footer)
    {
        _text.Append("-- \n");
        foreach (var block in footer.Blocks)
            Write(block, "");
    }

    /// <summary>A line of others' words alone. From right to left, each line says so itself: the reader's program takes it for a paragraph.</summary>
    private void WriteTheirs(string words, string first, string rest) =>
        TextLines.Append(_text, first, rest, SafeText.Direction(words) == "rtl" ? Isolate.OpenRightToLeft + words + Isolate.Close : words);

    /// <summary>Isolates are kept only around what needs them.</summary>
    private static string Plain(string words) => string.Concat(
        Isolate.Split(words).Select(part => part.Theirs && SafeText.HasRightToLeft(part.Text) ? Isolate.Of(part.Text) : part.Text));

    private static string Marked(Excerpt excerpt) => string.Concat(excerpt.Parts().Select(part => part.Marked ? $"*{part.Text}*" : part.Text));
}
