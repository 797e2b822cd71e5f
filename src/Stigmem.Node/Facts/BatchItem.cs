using Stigmem.Core.Faults;

namespace Stigmem.Node.Facts;

/// <summary>One fact of a batch before the writer's turn: a draft, or why there is none.</summary>
internal readonly record struct BatchItem(AssertDraft? Draft, Fault? Fault);
