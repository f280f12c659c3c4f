using System.Text.Encodings.Web;
using System.Text.Json;

namespace Search.Cli.Commands;

/// <summary>What a command says: lines for people, or JSON and nothing else on standard output; notices and progress go to standard error.</summary>
internal sealed class Printer(TextWriter output, TextWriter error, bool json)
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool Json => json;

    /// <summary>A line for people; nothing with --json.</summary>
    public void Line(string text = "")
    {
        if (!json)
            output.WriteLine(text);
    }

    /// <summary>A document for programs; nothing without --json.</summary>
    public void Document(object document)
    {
        if (json)
            output.WriteLine(JsonSerializer.Serialize(document, Options));
    }

    /// <summary>Said to people whatever the output is: warnings, and where things are.</summary>
    public void Notice(string text) => error.WriteLine(text);

    /// <summary>A piece of a line to people, on standard error.</summary>
    public void Part(string text) => error.Write(text);

    /// <summary>Text as it is.</summary>
    public void Raw(string text) => output.Write(text);

    public void Table(params IReadOnlyList<string>[] rows)
    {
        if (json || rows.Length == 0)
            return;
        var widths = Enumerable.Range(0, rows[0].Count).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            output.WriteLine(string.Join("  ", row.Select((cell, column) => column == row.Count - 1 ? cell : cell.PadRight(widths[column]))).TrimEnd());
    }
}
