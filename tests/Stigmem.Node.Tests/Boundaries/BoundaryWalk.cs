using Stigmem.Testing;

namespace Stigmem.Node.Tests.Boundaries;

/// <summary>
/// Walks every operation that the node serves and looks for texts of facts that the caller must not see, whatever the
/// status of the answer.
/// </summary>
public sealed class BoundaryWalk
{
    [Fact]
    public async Task Every_operation_is_in_the_table()
    {
        await using var world = await BoundaryWorld.BuildAsync();
        var table = BoundaryTable.For(world);
        var served = await Served(world.Node);
        Assert.Equal(served.Order(StringComparer.Ordinal), table.Keys.Concat(BoundaryTable.Without).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_stranger_sees_nothing_behind_any_wall()
    {
        await using var world = await BoundaryWorld.BuildAsync();
        var all = await WalkAsync(world, world.Stranger, Enum.GetValues<Wall>());
        Assert.Contains("in the open too", all, StringComparison.Ordinal);
        Assert.Contains("\"user:seen-from-the-hub\",\"relation\":\"memory:knows\",\"hops\":1", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_admin_sees_quarantine_and_deleted_gardens_and_nothing_else()
    {
        await using var world = await BoundaryWorld.BuildAsync();
        var all = await WalkAsync(world, world.Chief, Wall.OtherTenant, Wall.ForeignGarden, Wall.UncoveredScope);
        foreach (var wall in new[] { Wall.Pending, Wall.Rejected, Wall.DeletedGarden })
            Assert.Contains(Canary.Word(wall, "entity"), all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_at_all_sees_nothing()
    {
        await using var world = await BoundaryWorld.BuildAsync();
        using var nobody = world.Node.Anonymous();
        await WalkAsync(world, nobody, Enum.GetValues<Wall>());
    }

    /// <summary>An answer that differs between a hidden name and one that nobody ever used tells that the name exists.</summary>
    [Fact]
    public async Task A_hidden_name_looks_like_one_that_nobody_ever_used()
    {
        await using var world = await BoundaryWorld.BuildAsync();
        string[] paths =
        [
            "/v1/facts?include_contradicted=true&include_expired=true&entity=user:", "/v1/facts?include_expired=true&relation=memory:", "/v1/facts?source=agent:",
            "/v1/facts?cursor=", "/v1/entities/resolve?uri=user:", "/v1/aliases?canonical_uri=user:", "/v1/cards/user:",
            "/v1/graph/neighbors?scope=local&include_informal=true&depth=3&entity=user:", "/v1/audit?source=agent:", "/v1/audit/export?source=agent:",
        ];
        foreach (var canary in world.Canaries)
        {
            foreach (var path in paths)
            {
                var hidden = path.EndsWith("cursor=", StringComparison.Ordinal) ? canary.Id : Canary.Word(canary.Wall, Place(path));
                var unused = path.EndsWith("cursor=", StringComparison.Ordinal) ? Guid.CreateVersion7().ToString() : hidden.Replace('q', 'k');
                var ofHidden = await world.Stranger.Send("GET", path + hidden);
                var ofUnused = await world.Stranger.Send("GET", path + unused);
                Assert.Equal((path, canary.Wall, ofUnused.Status, Comparable(ofUnused.Text, unused)), (path, canary.Wall, ofHidden.Status, Comparable(ofHidden.Text, hidden)));
            }
        }
    }

    [Fact]
    public async Task An_auditor_learns_who_wrote_and_not_what()
    {
        await using var world = await BoundaryWorld.BuildAsync();
        foreach (var probe in BoundaryTable.For(world)["GET /v1/admin/audit"])
        {
            var answer = await world.Auditor.Send(probe.Method, probe.Path);
            Assert.Equal(200, (int)answer.Status);
            foreach (var wall in Enum.GetValues<Wall>())
            {
                foreach (var place in new[] { "entity", "relation", "value" })
                    Assert.DoesNotContain(Canary.Word(wall, place), answer.Text, StringComparison.OrdinalIgnoreCase);
            }
            Assert.All(Canary.Words(Wall.OtherTenant), word => Assert.DoesNotContain(word, answer.Text, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>The walk would prove nothing if the texts were nowhere.</summary>
    [Fact]
    public async Task Those_behind_the_wall_see_their_facts()
    {
        await using var world = await BoundaryWorld.BuildAsync();
        foreach (var wall in new[] { Wall.OtherTenant, Wall.ForeignGarden, Wall.UncoveredScope, Wall.DeletedGarden })
        {
            var text = "";
            foreach (var probe in BoundaryTable.For(world)["GET /v1/facts"])
                text += (await world.Insiders[wall].Send(probe.Method, probe.Path)).Text;
            Assert.All(Canary.Words(wall), word => Assert.Contains(word, text, StringComparison.Ordinal));
        }
        foreach (var wall in new[] { Wall.Pending, Wall.Rejected })
        {
            var text = (await world.Insiders[wall].Send("GET", "/v1/quarantine?limit=1000")).Text;
            Assert.All(Canary.Words(wall).Where(word => !word.Contains("value", StringComparison.Ordinal)), word => Assert.Contains(word, text, StringComparison.Ordinal));
        }
    }

    private static string Place(string path) =>
        path.Contains("source", StringComparison.Ordinal) ? "source" : path.Contains("relation", StringComparison.Ordinal) ? "relation" : "entity";

    private static string Comparable(string text, string name) => text.Replace(name, "NAME", StringComparison.Ordinal).Split("\"request_id\"")[0];

    private static async Task<string> WalkAsync(BoundaryWorld world, HttpClient caller, params Wall[] walls)
    {
        var words = walls.SelectMany(Canary.Words).ToList();
        List<string> leaks = [];
        var everything = new System.Text.StringBuilder();
        // Reads first: what the probes write themselves repeats the words and would hide leaks.
        foreach (var (operation, probes) in BoundaryTable.For(world).OrderBy(row => BoundaryTable.IsRead(row.Key) ? 0 : 1))
        {
            foreach (var probe in probes)
            {
                var answer = await caller.Send(probe.Method, probe.Path, probe.Json ?? (probe.Method == "GET" ? null : "{}"));
                Assert.True((int)answer.Status < 500, $"{probe.Method} {probe.Path}: {answer.Text}");
                var text = answer.Text + string.Join(" ", answer.Headers.Select(header => $"{header.Key}: {header.Value}"));
                everything.Append(text);
                foreach (var word in words.Where(word => probe.Echo?.Contains(word, StringComparison.Ordinal) != true))
                {
                    if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                        leaks.Add($"{operation}: {word} in the answer to {probe.Method} {probe.Path} {probe.Json}: {answer.Text[..Math.Min(600, answer.Text.Length)]}");
                }
            }
        }
        Assert.True(leaks.Count == 0, string.Join("\n\n", leaks.Take(5)));
        return everything.ToString();
    }

    private static async Task<HashSet<string>> Served(TestNode node)
    {
        using var client = node.Anonymous();
        var document = (await client.Send("GET", "/openapi.json")).Json;
        return [.. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"))];
    }
}
