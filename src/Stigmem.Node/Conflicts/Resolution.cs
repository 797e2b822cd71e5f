using Stigmem.Core.Facts;
using Stigmem.Node.Auth;

namespace Stigmem.Node.Conflicts;

/// <summary>How a caller wants a conflict to end.</summary>
/// <param name="Caller">Who decides.</param>
/// <param name="ConflictId">The conflict, with its prefix.</param>
/// <param name="WinningFactId">The side that stands, if one does.</param>
/// <param name="Note">Why.</param>
/// <param name="NewValue">A value that replaces both; it goes before a winner.</param>
internal sealed record Resolution(Principal Caller, string ConflictId, string? WinningFactId, string Note, FactValue? NewValue);
