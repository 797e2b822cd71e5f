using System.Text;
using Stigmem.Node.Settings;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Reference;

public sealed class SettingsReferenceTests
{
    [Fact]
    public void The_settings_page_lists_every_setting_with_its_default()
    {
        var settings = NodeSettings.Read(new SettingsSource([]));
        var page = new StringBuilder(
            """
            # Settings

            Printed from the code. Values come from the environment, then from `.env` in the working directory; names ignore
            case. A secret `NAME` is also read from the file that `NAME_FILE` names. Booleans take 1/0, true/false, yes/no,
            on/off; lists take commas or a JSON array. A wrong value stops the start, and every wrong value is told at once.
            `stigmem config show --origin` prints what is in force and where it came from.

            | name | takes | default | meaning |
            | --- | --- | --- | --- |

            """);
        foreach (var value in settings.Values.OrderBy(value => value.Definition.Name, StringComparer.Ordinal))
        {
            var definition = value.Definition;
            page.Append($"| `{definition.Name}` | {definition.Type} | {(definition.Default.Length == 0 ? "" : $"`{definition.Default}`")} | {definition.Description} |\n");
        }
        Assert.Null(GeneratedDocument.Difference("docs/reference/settings.md", page.ToString()));
    }
}
