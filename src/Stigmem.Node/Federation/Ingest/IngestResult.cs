using Stigmem.Core.Clock;
using Stigmem.Core.Ingest;

namespace Stigmem.Node.Federation.Ingest;

/// <summary>What became of a page.</summary>
/// <param name="Stored">How many facts are new here.</param>
/// <param name="Known">How many were here already.</param>
/// <param name="Refused">The others, each with its id as sent and the reason.</param>
/// <param name="Anomalies">The stamps that lay out of bounds, whatever became of their facts.</param>
internal sealed record IngestResult(int Stored, int Known, IReadOnlyList<(string FactId, IngestRefusal Reason)> Refused, IReadOnlyList<HlcSkew> Anomalies);
