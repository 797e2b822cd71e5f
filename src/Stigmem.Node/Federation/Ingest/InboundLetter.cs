using System.Text.Json;
using Stigmem.Core.Ingest;

namespace Stigmem.Node.Federation.Ingest;

/// <summary>One fact of a peer after the checks that need no store.</summary>
/// <param name="Json">As it came.</param>
/// <param name="FactId">Its id as sent; empty when it has none.</param>
/// <param name="Fact">The fact; null when it is refused already.</param>
/// <param name="Refusal">Why.</param>
internal sealed record InboundLetter(JsonElement Json, string FactId, ScreenedFact? Fact, IngestRefusal Refusal);
