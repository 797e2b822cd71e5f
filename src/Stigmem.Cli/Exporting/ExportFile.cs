using System.Text.Json;
using Stigmem.Cli.Output;
using Stigmem.Data.Sqlite;

namespace Stigmem.Cli.Exporting;

/// <summary>
/// Where an export goes. A file is written under another name and renamed when it is complete: a half export must not
/// look like a whole one. It has mode 0600, for it holds what the store holds.
/// </summary>
internal sealed class ExportFile : IAsyncDisposable
{
    private const string Unfinished = ".partial";
    private readonly string? _path;
    private bool _complete;

    private ExportFile(Stream stream, string? path)
    {
        Stream = stream;
        _path = path;
    }

    /// <summary>What is written to.</summary>
    public Stream Stream { get; }

    /// <summary>A file.</summary>
    public static ExportFile Create(string path)
    {
        File.Delete(path + Unfinished);
        return new ExportFile(OwnerOnly.Open(path + Unfinished, FileMode.CreateNew, FileShare.None), path);
    }

    /// <summary>A stream that is just passed on.</summary>
    public static ExportFile OfOutput(Stream output) => new(output, null);

    /// <summary>Writes values as JSON lines.</summary>
    public Task WriteLinesAsync<T>(IAsyncEnumerable<T> values, CancellationToken cancellation) =>
        WriteLinesAsync(values.Select(value => JsonSerializer.SerializeToUtf8Bytes(value, CliJson.Info<T>())), cancellation);

    /// <summary>Writes lines that are JSON already.</summary>
    public async Task WriteLinesAsync(IAsyncEnumerable<byte[]> lines, CancellationToken cancellation)
    {
        await using var buffered = new BufferedStream(Stream, 64 * 1024);
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            await buffered.WriteAsync(line, cancellation);
            buffered.WriteByte((byte)'\n');
        }
        await buffered.FlushAsync(cancellation);
    }

    /// <summary>Says that everything was written.</summary>
    public void Complete() => _complete = true;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        if (_path is null)
            return;
        if (_complete)
            DurableFiles.Rename(_path + Unfinished, _path);
        else
            File.Delete(_path + Unfinished);
    }
}
