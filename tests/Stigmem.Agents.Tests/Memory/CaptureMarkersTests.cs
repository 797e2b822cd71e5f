using Stigmem.Agents.Memory;

namespace Stigmem.Agents.Tests.Memory;

public sealed class CaptureMarkersTests
{
    private const string Marker = """{"type":"user","name":"Tea","description":"likes tea","confidence":"high","sources":["observation"],"body":"Green."}""";

    [Fact]
    public void Fenced_blocks_are_taken_once_and_broken_ones_counted()
    {
        var markers = new CaptureMarkers();
        markers.TakeFrom($"Yes.\n```atomic_capture\n{Marker}\n```\nAnd again:\n```atomic_capture  \n{Marker}\n```  \n```atomic_capture\nnot json\n```\n```atomic_capture\n{{\"type\":\"user\"}}\n```\n");
        Assert.Equal(["Tea"], markers.All.Select(capture => capture.Name));
        Assert.Equal(2, markers.Failures);
    }

    [Fact]
    public void Four_backticks_hold_a_body_with_three()
    {
        var markers = new CaptureMarkers();
        markers.TakeFrom($"````atomic_capture\n{Marker.Replace("Green.", "```\\ncode\\n```", StringComparison.Ordinal)}\n````\n");
        Assert.Equal("```\ncode\n```", Assert.Single(markers.All).Body);
    }

    [Theory]
    [InlineData("\"type\":\"user\"", "\"type\":\"other\"", "type must be one of")]
    [InlineData("\"confidence\":\"high\"", "\"confidence\":\"sure\"", "confidence must be")]
    [InlineData("[\"observation\"]", "[]", "sources must name")]
    [InlineData("\"body\":\"Green.\"", "\"body\":\"Green.\",\"extra\":1", "extra is not known")]
    [InlineData("\"name\":\"Tea\"", "\"name\":7", "name must be a text")]
    public void A_marker_of_the_wrong_form_says_which_key(string good, string bad, string problem)
    {
        var markers = new CaptureMarkers();
        Assert.Contains(problem, markers.Take(System.Text.Json.Nodes.JsonNode.Parse(Marker.Replace(good, bad, StringComparison.Ordinal))!.AsObject()), StringComparison.Ordinal);
        Assert.Empty(markers.All);
    }

    [Fact]
    public void Names_become_file_names() => Assert.Equal(
        "user_uber_die_blumen",
        Capture.Read(System.Text.Json.Nodes.JsonNode.Parse(Marker.Replace("Tea", "Über die – Blumen!", StringComparison.Ordinal))!.AsObject()).Stem);
}
