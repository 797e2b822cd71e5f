using System.Text;
using System.Text.Json;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;

namespace Stigmem.Sdk.Integrity;

/// <summary>A line of an export: a link, with or without its fact.</summary>
internal sealed record ChainLine
{
    private const string FactKind = "fact";
    private const string HiddenKind = "link";

    public required string Tenant { get; init; }

    public required long Seq { get; init; }

    public required long CreatedAtMicroseconds { get; init; }

    public required ContentId ChainHash { get; init; }

    /// <summary>What the line says of its predecessor: null if nothing, an empty text for the first link.</summary>
    public string? PreviousHash { get; init; }

    /// <summary>What the line says its event hash is; null if nothing.</summary>
    public string? EventHash { get; init; }

    public ChainFact? Fact { get; init; }

    /// <summary>The id and hash of a fact that its exporter may not read; the link can be checked by them all the same.</summary>
    public (Guid FactId, ContentId EventHash)? Hidden { get; init; }

    /// <summary>Whether the line is a link of the fact chain; other kinds are not looked at.</summary>
    /// <exception cref="FormatException">The kind is no text.</exception>
    public static bool IsLink(JsonElement line) => Optional(line, "kind") is FactKind or HiddenKind;

    /// <exception cref="FormatException">A member is missing or has another form.</exception>
    public static ChainLine Read(JsonElement line)
    {
        var tenant = Required(line, "tenant_id");
        return new ChainLine
        {
            Tenant = tenant,
            Seq = Integer(line, "chain_seq"),
            CreatedAtMicroseconds = Instants.TryParse(Required(line, "created_at"), out var at) ? at : throw Malformed("created_at"),
            ChainHash = ContentId.TryParse(Required(line, "chain_hash"), out var hash) ? hash : throw Malformed("chain_hash"),
            PreviousHash = line.TryGetProperty("previous_hash", out _) ? Optional(line, "previous_hash") ?? "" : null,
            EventHash = Optional(line, "event_hash"),
            Hidden = Optional(line, "kind") == HiddenKind ? ReadHidden(line) : null,
            Fact = line.TryGetProperty("fact", out var fact) && fact.ValueKind != JsonValueKind.Null ? ReadFact(fact, tenant) : null,
        };
    }

    private static (Guid FactId, ContentId EventHash) ReadHidden(JsonElement line) => (
        Guid.TryParseExact(Required(line, "fact_id"), "D", out var id) ? id : throw Malformed("fact_id"),
        ContentId.TryParse(Required(line, "event_hash"), out var hash) ? hash : throw Malformed("event_hash"));

    private static ChainFact ReadFact(JsonElement fact, string tenant) => new(
        Guid.TryParseExact(Required(fact, "fact_id"), "D", out var id) ? id : throw Malformed("fact_id"),
        tenant,
        Optional(fact, "cid") is not { } cid ? null : ContentId.TryParse(cid, out var content) ? content : throw Malformed("cid"),
        Real(fact, "confidence"),
        Required(fact, "entity"),
        Required(fact, "relation"),
        FactScopes.TryParse(Required(fact, "scope"), out var scope) ? scope : throw Malformed("scope"),
        Required(fact, "source"),
        FactValueTypes.TryParse(Required(fact, "value_type"), out var type) ? type : throw Malformed("value_type"),
        Required(fact, "value_v"),
        fact.TryGetProperty("derived_from", out var sources) && sources.ValueKind != JsonValueKind.Null
            ? Encoding.UTF8.GetString(CanonicalJson.WriteUtf8(sources))
            : null,
        Optional(fact, "garden_id"),
        Required(fact, "hlc"),
        InterpretAsNames.TryParse(Required(fact, "interpret_as"), out var interpretAs) ? interpretAs : throw Malformed("interpret_as"),
        Optional(fact, "valid_until"),
        ReadOrigin(fact));

    private static ChainOrigin ReadOrigin(JsonElement fact) => new(
        Integer(fact, "seq"),
        Instants.TryParse(Required(fact, "timestamp"), out var at) ? at : throw Malformed("timestamp"),
        Required(fact, "actor_uri"),
        Optional(fact, "oidc_sub"),
        Optional(fact, "attested_key_id"),
        Optional(fact, "received_from"),
        Optional(fact, "origin_node_id"),
        Optional(fact, "origin_allowed_scopes"),
        Optional(fact, "origin_hlc"));

    private static string Required(JsonElement element, string name) => Optional(element, name) ?? throw Malformed(name);

    private static string? Optional(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Malformed(name);
        if (!element.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null)
            return null;
        return member.ValueKind == JsonValueKind.String ? TextOf(member, name) : throw Malformed(name);
    }

    private static string TextOf(JsonElement member, string name)
    {
        try
        {
            return member.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate.
            throw Malformed(name);
        }
    }

    private static long Integer(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var number)
            ? number
            : throw Malformed(name);

    private static double Real(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number
        && member.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw Malformed(name);

    private static FormatException Malformed(string name) => new($"The member '{name}' is missing or has another form.");
}
