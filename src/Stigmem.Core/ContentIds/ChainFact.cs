using Stigmem.Core.Facts;

namespace Stigmem.Core.ContentIds;

/// <summary>The fields of a fact row that the chain protects.</summary>
/// <param name="FactId">The fact id.</param>
/// <param name="Tenant">The tenant.</param>
/// <param name="Cid">The content id; null on rows that have none.</param>
/// <param name="Confidence">The confidence as written.</param>
/// <param name="Entity">The entity.</param>
/// <param name="Relation">The relation.</param>
/// <param name="Scope">The scope.</param>
/// <param name="Source">The source.</param>
/// <param name="ValueType">The type of the value.</param>
/// <param name="ValueText">The storage text of the value.</param>
/// <param name="DerivedFromJson">
/// The stored provenance, which must have been written by <see cref="CanonicalJson.WriteUtf8(System.Text.Json.JsonElement)"/>;
/// null when there is none. It is embedded as it stands, so that a text tampered with gives another hash, not an error.
/// </param>
/// <param name="GardenId">The garden, if any.</param>
/// <param name="Hlc">The stamp as its padded text.</param>
/// <param name="InterpretAs">Content or instruction.</param>
/// <param name="ValidUntil">The expiry, verbatim.</param>
/// <param name="Origin">Who wrote the row, from where and when; no part of version 1.</param>
public readonly record struct ChainFact(
    Guid FactId,
    string Tenant,
    ContentId? Cid,
    double Confidence,
    string Entity,
    string Relation,
    FactScope Scope,
    string Source,
    FactValueType ValueType,
    string ValueText,
    string? DerivedFromJson,
    string? GardenId,
    string Hlc,
    InterpretAs InterpretAs,
    string? ValidUntil,
    ChainOrigin Origin);
