using Stigmem.Benchmarks.Measuring;

namespace Stigmem.Benchmarks.Federation;

/// <summary><c>bench federation</c>: what exchanging facts costs and how fast it is. All nodes share the machine.</summary>
internal static class FederationCommand
{
    private const double LeastCatchUp = 5_000;
    private const double MostBootstrapMegabytes = 300;

    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellation)
    {
        var options = FederationOptions.From(arguments);
        Console.WriteLine("| line | figure | target | met? |\n| --- | --- | --- | --- |");
        if (options.CatchUp > 0)
            Print(await CatchUp.RunAsync(options, FormattableString.Invariant($"catching up with {options.CatchUp:N0} facts"), options.CatchUp, LeastCatchUp, null, cancellation));
        if (options.Singles > 0)
            Print(await Convergence.RunAsync(options, cancellation));
        if (options.IdlePeers > 0)
            Print(await IdlePeers.RunAsync(options, cancellation));
        if (options.Bootstrap > 0)
            Print(await CatchUp.RunAsync(options, FormattableString.Invariant($"bootstrap with {options.Bootstrap:N0} facts"), options.Bootstrap, null, MostBootstrapMegabytes, cancellation));
        return 0;
    }

    private static void Print(IReadOnlyList<ReportLine> lines)
    {
        foreach (var line in lines)
            Console.WriteLine($"| {line.Name} | {line.Node} | {line.Target} | {line.Met} |");
    }
}
