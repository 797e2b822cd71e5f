using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Hosting;

/// <summary>Under which form names that callers send are stored and looked up (decision 0072).</summary>
internal sealed class EntityNaming(IdentitySettings settings)
{
    public Outcome<string> Normalize(string? uri) => settings.PercentStep ? PercentStep.Normalize(uri) : EntityUri.Normalize(uri);
}
