using System.Text;
using Stigmem.Core.Faults;
using Stigmem.Node.Hosting;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Reference;

public sealed class ErrorsReferenceTests
{
    [Fact]
    public void Every_fault_has_a_status_and_a_meaning() =>
        Assert.Equal(Enum.GetValues<FaultCode>().Order(), FaultCatalog.All.Select(kind => kind.Code).Order());

    [Fact]
    public void The_errors_page_lists_every_fault()
    {
        var page = new StringBuilder(
            """
            # Errors

            Printed from the code. Every refusal is `{"detail": ..., "code": "...", "request_id": "..."}`. `detail` has the
            reference's shape: a text, for 422 a list of problems with their places, or an object with `code` and `message`
            where the table says so. `code` at the top level is always the stable name; clients should branch on it and on
            the status, never on the text. The node's log has more under the request id.

            | code | status | `detail` | meaning |
            | --- | --- | --- | --- |

            """);
        foreach (var kind in FaultCatalog.All.OrderBy(kind => kind.Status).ThenBy(kind => kind.Wire, StringComparer.Ordinal))
        {
            var detail = kind.Code == FaultCode.ValidationFailed ? "list" : kind.HasCodedDetail ? "object" : "text";
            page.Append($"| `{kind.Wire}` | {kind.Status} | {detail} | {kind.Meaning} |\n");
        }
        Assert.Null(GeneratedDocument.Difference("docs/reference/errors.md", page.ToString()));
    }
}
