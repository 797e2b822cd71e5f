using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Stigmem.Agents.Memory;

/// <summary>The captures of a run: from tool calls and from fenced blocks in replies, each once (agents contract, vault section 6.3).</summary>
internal sealed partial class CaptureMarkers
{
    private readonly List<Capture> _all = [];
    private readonly HashSet<(string Type, string Name, string Body)> _seen = [];

    /// <summary>In the order in which they came.</summary>
    public IReadOnlyList<Capture> All => _all;

    /// <summary>How many were no captures.</summary>
    public int Failures { get; private set; }

    /// <summary>Takes what the model gave to the capture tool.</summary>
    /// <returns>What is wrong with it; null when it was taken.</returns>
    public string? Take(JsonObject? arguments)
    {
        try
        {
            var capture = Capture.Read(arguments ?? []);
            if (_seen.Add((capture.Type, capture.Name, capture.Body)))
                _all.Add(capture);
            return null;
        }
        catch (AgentException e)
        {
            Failures++;
            return e.Message;
        }
    }

    /// <summary>Takes the fenced blocks of a reply.</summary>
    public void TakeFrom(string reply)
    {
        foreach (Match block in Fence().Matches(reply.ReplaceLineEndings("\n")))
        {
            try
            {
                Take(JsonNode.Parse(block.Groups[2].Value) as JsonObject);
            }
            catch (JsonException)
            {
                Failures++;
            }
        }
    }

    [GeneratedRegex(@"^(`{3,4})atomic_capture[ \t]*\n(.*?)\n\1[ \t]*$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();
}
