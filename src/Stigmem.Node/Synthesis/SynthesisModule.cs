using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Synthesis;

/// <summary>Scopes at a glance.</summary>
internal static class SynthesisModule
{
    public static IServiceCollection AddSynthesis(this IServiceCollection services) => services
        .AddSingleton<SummarizedFacts>().AddSingleton<TuplePages>().AddSingleton<SynthesizeScope>().AddSingleton<SynthesizeTuples>();

    public static void MapSynthesis(this OperationMap map, IServiceProvider services) => map
        .Map(SynthesizeScope.Operation, services.GetRequiredService<SynthesizeScope>().Handle)
        .Map(SynthesizeTuples.Operation, services.GetRequiredService<SynthesizeTuples>().Handle);
}
