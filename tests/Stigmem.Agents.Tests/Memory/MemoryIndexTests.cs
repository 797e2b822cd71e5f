using Stigmem.Agents.Memory;

namespace Stigmem.Agents.Tests.Memory;

public sealed class MemoryIndexTests
{
    private static Note Note(string file, string type, string name, string description) =>
        Agents.Memory.Note.Parse(file, $"---\ntype: {type}\nname: {name}\ndescription: {description}\n---\n\nx\n");

    [Fact]
    public void A_new_note_stands_first_in_its_section_and_an_old_line_of_it_goes()
    {
        var note = Note("feedback_water.md", "feedback", "Water", "before nine");
        Assert.Equal("# Memory Index\n\n## Critical Feedback\n- [Water](feedback_water.md) — before nine\n", MemoryIndex.With(null, note));
        const string Old = "# Mine\n\nA line by hand.\n\n## Critical Feedback\n- [Old](feedback_old.md) — o\n- [Water](feedback_water.md) — was ten\n\n\n\n## Reference\n";
        Assert.Equal(
            "# Mine\n\nA line by hand.\n\n## Critical Feedback\n- [Water](feedback_water.md) — before nine\n- [Old](feedback_old.md) — o\n\n## Reference\n",
            MemoryIndex.With(Old, note));
        Assert.Equal("# Mine\n\n## Locked Decisions\n- [D](decision_d.md) — d\n", MemoryIndex.With("# Mine\n\n", Note("decision_d.md", "decision", "D", "d")));
    }
}
