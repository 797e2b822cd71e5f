using System.Buffers;
using System.Text.Json;

namespace Stigmem.Benchmarks.Datasets;

/// <summary><c>bench datasets debian</c>: a dataset as JSON Lines, each line the body of an assert request.</summary>
internal static class DatasetCommand
{
    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellation)
    {
        if (arguments.Words is not [_, "debian"])
        {
            throw new UsageException("datasets: the one dataset is 'debian'");
        }

        var status = arguments.Text("--status") ?? (File.Exists(DebianPackages.StatusFile) ? DebianPackages.StatusFile : null);
        var indexes = arguments.Flag("--installed") ? [] : arguments.Flag("--index") ? arguments.Values("--index") : DebianPackages.InstalledIndexes();
        var target = arguments.Text("--out");
        arguments.RefuseUnread();
        foreach (var file in indexes.Append(status).OfType<string>().Where(file => !File.Exists(file)))
        {
            throw new UsageException($"no such file: {file}");
        }

        await using var output = target is null ? Console.OpenStandardOutput() : File.Create(target);
        var count = await WriteAsync(DebianPackages.Read(status, indexes), output, cancellation);
        await Console.Error.WriteLineAsync($"{count} facts");
        return 0;
    }

    private static async Task<long> WriteAsync(IEnumerable<BenchFact> facts, Stream output, CancellationToken cancellation)
    {
        const int FlushBytes = 1 << 16;
        var buffer = new ArrayBufferWriter<byte>(FlushBytes * 2);
        await using var writer = new Utf8JsonWriter(buffer, BenchFact.WriterOptions);
        long count = 0;
        foreach (var fact in facts)
        {
            fact.WriteTo(writer);
            await writer.FlushAsync(cancellation);
            writer.Reset();
            buffer.Write("\n"u8);
            count++;
            if (buffer.WrittenCount >= FlushBytes)
            {
                await output.WriteAsync(buffer.WrittenMemory, cancellation);
                buffer.ResetWrittenCount();
            }
        }

        await output.WriteAsync(buffer.WrittenMemory, cancellation);
        return count;
    }
}
