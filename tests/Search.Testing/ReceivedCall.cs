using System.Text;
using System.Text.Json;

namespace Search.Testing;

/// <summary>A request that a <see cref="Receiver"/> was sent.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Path">With the query.</param>
/// <param name="Headers">By lower-case names.</param>
/// <param name="Body">The exact bytes.</param>
public sealed record ReceivedCall(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}
