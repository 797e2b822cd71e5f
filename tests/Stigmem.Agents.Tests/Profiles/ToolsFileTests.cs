using Stigmem.Agents.Profiles;
using Stigmem.Testing;

namespace Stigmem.Agents.Tests.Profiles;

public sealed class ToolsFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Paths_lose_their_backticks_and_comments_and_stand_under_the_agent()
    {
        var tools = ToolsFile.Parse(
            "# TOOLS\n## Read paths\n- `~/agents/x/` — all\n* wiki (pages)\n  - /etc/hosts , and more\n- a--b -- dashes\n## Something else\n- not this\n## WRITE PATHS of mine\n- memory/\n## Read-only path\n- memory/.versions\n## Hard NOs\n- Never `promise` (at all)\n",
            "/agents/x", "/home/ilse");
        Assert.Equal(["/home/ilse/agents/x", "/agents/x/wiki", "/etc/hosts", "/agents/x/a--b"], tools.ReadPaths);
        Assert.Equal(["/agents/x/memory"], tools.WritePaths);
        Assert.Equal(["/agents/x/memory/.versions"], tools.ReadOnlyPaths);
        Assert.Equal(["Never `promise` (at all)"], tools.Refusals);
    }

    [Fact]
    public void Tools_have_classes_and_unknown_ones_count_as_seen_by_others()
    {
        var tools = ToolsFile.Parse("## Tool classifications\n- `frost`: READ_ONLY — weather\n- pay: high_risk\n- bad: whatever\n- no colon\n", "/a", "/h");
        Assert.Equal((ToolClass.ReadOnly, ToolClass.HighRisk, ToolClass.ExternalSideEffect), (tools.ClassOf("frost"), tools.ClassOf("pay"), tools.ClassOf("bad")));
    }

    [Fact]
    public void A_write_is_allowed_under_a_write_path_and_not_under_a_read_only_one_links_followed()
    {
        var root = _folder.Path;
        Directory.CreateDirectory(Path.Combine(root, "memory"));
        Directory.CreateDirectory(Path.Combine(root, "persona"));
        Directory.CreateSymbolicLink(Path.Combine(root, "memory", "link"), Path.Combine(root, "persona"));
        var tools = ToolsFile.Parse("## Write paths\n- memory/\n- persona/SOUL.md\n## Read-only paths\n- memory/old\n", root, root);
        Assert.True(tools.MayWrite(Path.Combine(root, "memory", "a.md")));
        Assert.True(tools.MayWrite(Path.Combine(root, "persona", "SOUL.md")));
        Assert.False(tools.MayWrite(Path.Combine(root, "memory", "old", "a.md")));
        Assert.False(tools.MayWrite(Path.Combine(root, "memory", "link", "USER.md")));
        Assert.False(tools.MayWrite(Path.Combine(root, "memory-not", "a.md")));
        Assert.False(ToolsFile.Parse("", root, root).MayWrite(Path.Combine(root, "memory", "a.md")));
    }
}
