using System.Security.Cryptography;
using System.Text;
using Search.Data.Articles;

namespace Search.Data.Tests.Articles;

public sealed class ContentHashesTests
{
    /// <summary>Stored hashes are compared with new ones: were they made otherwise, every article would look revised.</summary>
    [Theory]
    [InlineData("A title", "An author", "A body.")]
    [InlineData("A title", null, "")]
    [InlineData("", null, "القلمون <>")]
    [InlineData("half a pair <", "> the other half", "A body.")]
    public void A_content_s_hash_is_that_of_its_parts_in_one_string(string title, string? author, string body)
    {
        // An attribute can't hold half of a surrogate pair.
        string? Halves(string? text) => text?.Replace('<', '\uD83D').Replace('>', '\uDE00');
        var draft = Drafts.Article(title: Halves(title)!, body: Halves(body)!) with { Author = Halves(author), Published = new DateTimeOffset(2015, 3, 17, 10, 0, 0, TimeSpan.FromHours(2)) };

        var whole = string.Join('\u001F', draft.Title, draft.Author, "2015-03-17T08:00:00.0000000+00:00", draft.Body);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole))), ContentHashes.Content(draft));
    }
}
