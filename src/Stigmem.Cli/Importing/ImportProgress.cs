using Spectre.Console;

namespace Stigmem.Cli.Importing;

/// <summary>Shows a bar while an import runs, where a person can see it.</summary>
internal static class ImportProgress
{
    /// <summary>Runs the work, which reports how many bytes of the source it has read.</summary>
    public static Task<T> ShowAsync<T>(bool visible, long length, Func<Action<long>, Task<T>> work) => !visible
        ? work(_ => { })
        : AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(progress =>
            {
                var task = progress.AddTask("importing", maxValue: Math.Max(1, length));
                return work(bytes => task.Value = Math.Min(bytes, length));
            });
}
