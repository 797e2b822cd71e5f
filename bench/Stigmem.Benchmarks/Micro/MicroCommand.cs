using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Stigmem.Benchmarks.Micro;

/// <summary><c>bench micro [BenchmarkDotNet's own arguments]</c>: one operation at a time, in nanoseconds.</summary>
internal static class MicroCommand
{
    public static int Run(string[] arguments)
    {
        // In process: no project is generated, so nothing needs restoring and the benchmarks see internal types.
        var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
        string[] all = ["--filter", "*"];
        BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly)
            .Run(arguments.Length == 0 ? all : arguments, config);
        return 0;
    }
}
