using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Hosting;
using Stigmem.Node.Jobs;
using Stigmem.Node.Lint.Sql;

namespace Stigmem.Node.Lint;

/// <summary>Check-ups of scopes.</summary>
internal static class LintModule
{
    public static IServiceCollection AddLint(this IServiceCollection services) => services
        .AddSingleton<LintWalk>().AddSingleton<Linter>().AddSingleton<IJobKind, LintJob>()
        .AddSingleton<LintScope>().AddSingleton<GetLintJob>();

    public static void MapLint(this OperationMap map, IServiceProvider services) => map
        .Map(LintScope.Operation, services.GetRequiredService<LintScope>().Handle)
        .Map(GetLintJob.Operation, services.GetRequiredService<GetLintJob>().Handle);
}
