using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Protocol.Json;

namespace Stigmem.Node.Audit;

/// <summary>Sends the links of a chain, some at a time; between them no reader of the store is held.</summary>
internal sealed class ChainExport(ChainLinks links, FactVisibility visibility, Principal caller) : IResult
{
    private const int LinksAtATime = 500;
    private static readonly JsonWriterOptions Options = new() { Encoder = StigmemJson.Options.Encoder };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = ExportChain.Operation.ContentType;
        var seq = 0L;
        while (links.After(caller.Tenant, seq, LinksAtATime) is { Count: > 0 } some)
        {
            foreach (var (fact, link) in some)
                Write(response, fact, link);
            seq = some[^1].Fact.Seq;
            if ((await response.BodyWriter.FlushAsync(httpContext.RequestAborted)).IsCompleted)
                return;
        }
    }

    private void Write(HttpResponse response, StoredFact fact, byte[] link)
    {
        using (var writer = new Utf8JsonWriter(response.BodyWriter, Options))
        {
            var isShown = visibility.Shows(caller, fact);
            writer.WriteStartObject();
            writer.WriteString("kind", isShown ? "fact" : "link");
            writer.WriteNumber("chain_seq", fact.ChainSeq);
            writer.WriteString("created_at", Instants.Format(fact.RecordedMicroseconds));
            writer.WriteString("chain_hash", Text(link));
            writer.WriteString("tenant_id", fact.Tenant);
            if (isShown)
                WriteFact(writer, fact);
            else
                WriteHash(writer, fact);
            writer.WriteEndObject();
        }
        System.Buffers.BuffersExtensions.Write(response.BodyWriter, "\n"u8);
    }

    private static void WriteHash(Utf8JsonWriter writer, StoredFact fact)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        FactLog.EventHash(fact, hash);
        writer.WriteString("fact_id", fact.Id);
        writer.WriteString("event_hash", Text(hash));
    }

    private static void WriteFact(Utf8JsonWriter writer, StoredFact fact)
    {
        writer.WriteStartObject("fact");
        writer.WriteString("fact_id", fact.Id);
        writer.WriteString("cid", fact.Cid.ToString());
        writer.WritePropertyName("confidence");
        writer.WriteRawValue(PythonFloat.Format(fact.WrittenConfidence));
        writer.WriteString("entity", fact.Entity);
        writer.WriteString("relation", fact.Relation);
        writer.WriteString("scope", fact.Scope.Name());
        writer.WriteString("source", fact.Source);
        writer.WriteString("value_type", fact.Value.Type.Name());
        writer.WriteString("value_v", fact.Value.Text);
        writer.WritePropertyName("derived_from");
        writer.WriteRawValue(fact.DerivedFromJson ?? "null");
        writer.WriteString("garden_id", fact.WrittenGarden?.ToString());
        writer.WriteString("hlc", fact.Hlc.ToString());
        writer.WriteString("interpret_as", fact.Value.InterpretAs.Name());
        writer.WriteString("valid_until", fact.WrittenValidUntil);
        WriteOrigin(writer, fact);
        writer.WriteEndObject();
    }

    private static void WriteOrigin(Utf8JsonWriter writer, StoredFact fact)
    {
        writer.WriteNumber("seq", fact.Seq);
        writer.WriteString("timestamp", Instants.Format(fact.TimestampMicroseconds));
        writer.WriteString("actor_uri", fact.Actor);
        writer.WriteString("oidc_sub", fact.OidcSub);
        writer.WriteString("attested_key_id", fact.AttestedKeyId);
        writer.WriteString("received_from", fact.ReceivedFrom);
        writer.WriteString("origin_node_id", fact.OriginNodeId);
        writer.WriteString("origin_allowed_scopes", fact.OriginAllowedScopes);
        writer.WriteString("origin_hlc", fact.OriginHlc?.ToString());
    }

    private static string Text(ReadOnlySpan<byte> hash) => $"{ContentId.Prefix}{Convert.ToHexStringLower(hash)}";
}
