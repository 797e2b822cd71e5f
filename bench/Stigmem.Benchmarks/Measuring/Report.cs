using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Stigmem.Benchmarks.Sqlite;

namespace Stigmem.Benchmarks.Measuring;

/// <summary>The Markdown that a run leaves.</summary>
internal static class Report
{
    public static string Render(RunOptions options, DateTimeOffset now, IReadOnlyList<ReportLine> lines, IReadOnlyList<string> faults)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {options.Label}, {now:yyyy-MM-dd}\n\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}, SQLite {SqliteLibrary.Version}; ");
        text.Append(
            CultureInfo.InvariantCulture,
            $"median of {options.Rounds} rounds of at most {options.RoundTime.TotalSeconds:N0} s. Load client, yardstick and node share the machine. ");
        text.Append(
            CultureInfo.InvariantCulture,
            $"Raw SQLite checkpoints {(options.RawCheckpointsBeside ? "beside its writer" : "inside its commits (SQLite's default)")}.\n\n");
        text.Append("| line | node | yardstick | ratio | p50 | p99 | target | met? |\n");
        text.Append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var line in lines)
        {
            text.Append(line).Append('\n');
        }

        foreach (var fault in faults)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nFailure: {fault}\n");
        }

        return text.ToString();
    }

    /// <summary>Writes <c>bench/results/&lt;date&gt;-&lt;label&gt;.md</c> in the repository that holds the current folder.</summary>
    public static async Task<string> SaveAsync(string label, DateTimeOffset now, string text, CancellationToken cancellation)
    {
        var folder = new DirectoryInfo(Environment.CurrentDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "bench", "README.md")))
        {
            folder = folder.Parent;
        }

        if (folder is null)
        {
            throw new UsageException("--out writes into the repository; run it from inside");
        }

        var results = Directory.CreateDirectory(Path.Combine(folder.FullName, "bench", "results"));
        var file = Path.Combine(
            results.FullName, string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd}-{label}.md"));
        await File.WriteAllTextAsync(file, text, cancellation);
        return file;
    }
}
