using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Search.Ingest.Feeds;
using Search.Ingest.Text;
using Search.Testing;
using Xunit.Abstractions;

namespace Search.Ingest.Tests.Feeds;

/// <summary>
/// Every feed of the shared collection: none may throw, and what the manifest says of title, link, date, id and text must come out.
/// The manifest's values are those of Python's feedparser, which keeps sanitised HTML where we keep text: values are compared as text.
/// What differs on purpose: text inside <c>iframe</c> and after an unclosed script is dropped; <c>&amp;lang;</c> and <c>&amp;rang;</c> are HTML 5's;
/// of content and summary the longer one is kept; an Atom id is not resolved against a base; the date of publication comes before that
/// of the last change.
/// </summary>
public sealed partial class FeedCorpusTests(ITestOutputHelper output)
{
    [SharedFact("data/feeds.tar.xz")]
    public void Feeds_give_what_their_manifest_says()
    {
        using var folder = new TemporaryFolder();
        Archives.Unpack("data/feeds.tar.xz", folder.Path);
        var root = Path.Combine(folder.Path, "feeds");
        var (feeds, parsed, conditions, met) = (0, 0, 0, 0);
        foreach (var line in File.ReadLines(Path.Combine(root, "manifest.tsv")).Skip(1))
        {
            var cells = line.Split('\t');
            var feed = Parse(root, cells[0]);
            feeds++;
            parsed += feed is null ? 0 : 1;
            foreach (Match condition in Condition().Matches(cells[2]))
            {
                if (Holds(feed, condition) is not { } holds)
                    continue;
                conditions++;
                met += holds ? 1 : 0;
                if (!holds)
                    output.WriteLine($"{cells[0]}: {condition.Value}");
            }
        }
        output.WriteLine($"{parsed} of {feeds} feeds parsed, {met} of {conditions} conditions met");
        Assert.True(feeds > 1_200 && parsed >= feeds - 2, $"{parsed} of {feeds}");
        Assert.True(met >= conditions * 0.94, $"{met} of {conditions}");
    }

    private static Feed? Parse(string root, string path)
    {
        var bytes = File.ReadAllBytes(Path.Combine(root, path));
        var head = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 2_000));
        var address = "http://127.0.0.1:8097/tests/" + path;
        if (Header(head, "Content-Location") is { } location && Uri.TryCreate(new Uri(address), location, out var resolved) && resolved.Scheme is "http" or "https")
            address = resolved.AbsoluteUri;
        return FeedParser.Parse(bytes, address, Header(head, "Content-type"));
    }

    private static string? Header(string head, string name)
    {
        var match = Regex.Match(head, $@"Header:\s*{name}:\s*(?<value>[^\r\n]+)", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(5));
        return match.Success ? match.Groups["value"].Value.Trim() : null;
    }

    /// <summary>Null for conditions on what we don't keep.</summary>
    private static bool? Holds(Feed? feed, Match condition)
    {
        var isFeed = condition.Groups["of"].Value == "feed";
        var key = condition.Groups["key"].Value.Split('\'')[0];
        var item = feed is { Items.Count: > 0 } ? feed.Items[0] : null;
        var raw = condition.Groups["value"].Value;
        var expected = raw[0] == '(' ? raw : Unescape(raw[1..^1]);
        return key switch
        {
            "title" or "title_detail" => Same(isFeed ? feed?.Title : item?.Title, expected),
            "link" => (isFeed ? feed?.Link : item?.Link) == expected,
            _ when isFeed => null,
            "id" or "guid" => item?.Id == expected,
            "published_parsed" or "updated_parsed" => item?.Published is { } date
                && expected.StartsWith(date.UtcDateTime.ToString("'('yyyy, M, d, H, m, s", CultureInfo.InvariantCulture), StringComparison.Ordinal),
            "author_detail" => Same(item is null ? null : string.Join(", ", item.Authors), expected),
            _ => Same(item?.Text, expected),
        };
    }

    private static bool Same(string? text, string markup)
    {
        var expected = FeedMarkup.HasTags(markup) ? FeedMarkup.ToText(markup) : Entities.Decode(markup);
        return Squeeze(text ?? "") == Squeeze(expected);
    }

    private static string Squeeze(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));

    private static string Unescape(string literal) => Escape().Replace(literal, match => match.Value[1] switch
    {
        'x' or 'u' => ((char)int.Parse(match.Value.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
        'U' => char.ConvertFromUtf32(int.Parse(match.Value.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
        'n' => "\n",
        't' => "\t",
        'r' => "\r",
        var other => other.ToString(),
    });

    [GeneratedRegex(@"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", RegexOptions.None, 5_000)]
    private static partial Regex Escape();

    [GeneratedRegex(@"(?<of>entries\[0\]|feed)(?:\['?|\.)(?<key>title|link|id|guid|description|summary|published_parsed|updated_parsed|title_detail'\]\['value|content'\]\[0\]\['value|author_detail'\]\['name)(?:'\])? == (?<value>'(?:[^'\\]|\\.)*'|""(?:[^""\\]|\\.)*""|\([\d, ]+\))", RegexOptions.None, 5_000)]
    private static partial Regex Condition();
}
