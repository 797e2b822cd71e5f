using System.Text;
using System.Threading.Channels;

namespace Stigmem.Node.Tests.Subscriptions;

/// <summary>Takes lines that a node writes to stderr.</summary>
internal sealed class LineCatcher : TextWriter
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public override Encoding Encoding => Encoding.UTF8;

    public override void WriteLine(string? value) => _lines.Writer.TryWrite(value ?? "");

    public async Task<string> NextAsync() => await _lines.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
}
