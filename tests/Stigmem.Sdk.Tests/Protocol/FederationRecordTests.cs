using System.Text.Json;
using Stigmem.Protocol.Capabilities;
using Stigmem.Protocol.Facts;
using Stigmem.Protocol.Federation;
using Stigmem.Protocol.Json;
using Stigmem.Protocol.Manifests;
using Stigmem.Protocol.Transparency;

namespace Stigmem.Sdk.Tests.Protocol;

/// <summary>The texts are the wire: names, order and nulls of the Federation contract.</summary>
public sealed class FederationRecordTests
{
    private const string Fact =
        """{"id":"01a1fd08-7e57-7312-bc67-a168e253726a","entity":"x:n","relation":"m:n","value":{"type":"number","v":1,"interpret_as":"content"},"source":"agent:w","timestamp":"2026-03-04T05:06:07+00:00","hlc":null,"received_from":null,"valid_until":null,"confidence":1.0,"scope":"public","attested_key_id":null,"origin_node_id":null,"origin_allowed_scopes":null,"garden_id":null,"attested":null,"contradicted":false,"warnings":[],"source_trust":null,"quarantine_status":null,"quarantine_garden_id":null,"effective_confidence":null,"sanitizer_warnings":[],"sanitizer_redacted":false,"cid":null,"derived_from":[],"sanitizer_changed":false}""";

    [Theory]
    [InlineData(typeof(PeerRegisterRequest), """{"node_url":"https://a:8765","node_id":"stigmem://a/n","federation_pubkey":"A6EH","allowed_scopes":["public","company"],"declaration_sig":"yq","signed_at":"2026-05-02T00:00:00Z"}""")]
    [InlineData(typeof(PeerRegisterResponse), """{"peer_id":"p","status":"pending_approval","verified_at":null}""")]
    [InlineData(typeof(PeerRegisterResponse), """{"peer_id":"p","status":"rejected","verified_at":null,"reason":"pubkey_mismatch"}""")]
    [InlineData(typeof(PeerApprovalRequest), """{"pubkey_fingerprint":"sha256:00"}""")]
    [InlineData(typeof(PeerApprovalResponse), """{"peer_id":"p","node_id":"n","status":"active","approved_at":"t"}""")]
    [InlineData(typeof(PeerListResponse), """{"peers":[{"peer_id":"p","node_id":"n","node_url":"u","status":"pending_verification","allowed_scopes":["public"],"established_at":null,"status_detail":"pending_tl_proof"}]}""")]
    [InlineData(typeof(PeerListResponse), """{"peers":[{"peer_id":"p","node_id":"n","node_url":"u","status":"active","allowed_scopes":[],"established_at":"t"}]}""")]
    [InlineData(typeof(FederationFactsResponse), """{"facts":[""" + Fact + """],"cursor":"1746230400000.3","has_more":false}""")]
    [InlineData(typeof(FederationFactsResponse), """{"facts":[],"cursor":null,"has_more":true}""")]
    [InlineData(typeof(FederationPushRequest), """{"facts":[""" + Fact + """]}""")]
    [InlineData(typeof(FederationPushResponse), """{"accepted":1,"rejected":1,"errors":[{"fact_id":"f","error":"hlc_skew"}]}""")]
    [InlineData(typeof(FederationAuditResponse), """{"entries":[{"id":"e","peer_id":"p","event_type":"scope_violation","detail":{"scope":"company"},"ts":"t"},{"id":"e","peer_id":null,"event_type":"x","detail":null,"ts":"t"}],"cursor":"c","has_more":true}""")]
    [InlineData(typeof(ManifestRecord), """{"entity_uri":"https://a","key_id":"k","public_key":"p","issued_at":"i","expires_at":"e","entities":["https://a"],"rotation_events":[{"previous_key_id":"o","new_key_id":"k","new_public_key":"p","rotated_at":"r","signature":"s"},{"previous_key_id":"o","new_key_id":"k","new_public_key":"p","rotated_at":"r","signature":"s","previous_public_key":"q"}],"signature":"s"}""")]
    [InlineData(typeof(ManifestRecord), """{"entity_uri":"https://a","key_id":"k","public_key":"p","issued_at":"i","expires_at":"e","entities":[],"rotation_events":[],"signature":"s","log_entry":{"log_id":"l","log_index":3,"leaf_hash":"h","integrated_time":"t"}}""")]
    [InlineData(typeof(ManifestPublishResponse), """{"entity_uri":"u","key_id":"k","issued_at":"i","expires_at":"e"}""")]
    [InlineData(typeof(ManifestPublishResponse), """{"entity_uri":"u","key_id":"k","issued_at":"i","expires_at":"e","log_entry":{"log_id":"l","log_index":0,"leaf_hash":"h","integrated_time":"t"},"tl_warning":"w"}""")]
    [InlineData(typeof(ChainedLogLine), """{"index":0,"ts":"t","leaf_hash":"l","prev_hash":"p","chain_hash":"c","payload":{"a":1}}""")]
    [InlineData(typeof(TreeHeadRecord), """{"log_id":"l","tree_size":7,"root_hash":"r","timestamp":"t","key_id":"k","signature":"s"}""")]
    [InlineData(typeof(InclusionProofRecord), """{"log_index":1,"tree_size":2,"leaf_hash":"l","hashes":["h"]}""")]
    [InlineData(typeof(ConsistencyProofRecord), """{"first_size":1,"second_size":2,"hashes":[]}""")]
    [InlineData(typeof(CapabilityIssueRequest), """{"issuer":"i","subject":"s","verb":"write","object":"o","ttl_seconds":60}""")]
    [InlineData(typeof(CapabilityIssueResponse), """{"token_id":"t","issuer":"i","subject":"s","verb":"v","object":"o","issued_at":"a","expiry":"e","nonce":"n","token_json":"{}"}""")]
    [InlineData(typeof(CapabilityVerifyRequest), """{"token_json":"{}"}""")]
    [InlineData(typeof(CapabilityVerifyResponse), """{"valid":true}""")]
    [InlineData(typeof(CapabilityVerifyResponse), """{"valid":false,"reason":"token_revoked"}""")]
    [InlineData(typeof(CapabilityRevokeRequest), """{"reason":null}""")]
    [InlineData(typeof(CapabilityRevokeResponse), """{"token_id":"t","revoked_at":"a","status":"revoked"}""")]
    [InlineData(typeof(CapabilityRevokeResponse), """{"token_id":"t","revoked_at":"a","status":"revoked","tl_warning":"w"}""")]
    [InlineData(typeof(CapabilityStatusResponse), """{"token_id":"t","status":"revoked","revocation":{"token_id":"t","revoked_by":"i","revoked_at":"a","reason":"r","signature":"s"}}""")]
    public void Reads_and_writes_the_very_text(Type record, string json)
    {
        var contract = StigmemJson.Options.GetTypeInfo(record);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize(json, contract), contract));
    }

    [Fact]
    public void A_number_travels_in_the_class_of_its_token()
    {
        foreach (var token in new[] { "1", "1.0", "1e+21", "-1e-05", "10000000000000000" })
        {
            var json = """{"facts":[""" + Fact.Replace("\"v\":1,", $"\"v\":{token},", StringComparison.Ordinal) + """],"cursor":null,"has_more":false}""";
            Reads_and_writes_the_very_text(typeof(FederationFactsResponse), json);
        }
    }

    /// <summary>The reference fails on a page in which a fact lacks a member, so all are written, nulls included.</summary>
    [Fact]
    public void A_served_fact_has_every_member()
    {
        string[] members =
        [
            "id", "entity", "relation", "value", "source", "timestamp", "hlc", "received_from", "valid_until", "confidence", "scope", "attested_key_id",
            "origin_node_id", "origin_allowed_scopes", "garden_id", "attested", "contradicted", "warnings", "source_trust", "quarantine_status",
            "quarantine_garden_id", "effective_confidence", "sanitizer_warnings", "sanitizer_redacted", "cid", "derived_from",
        ];
        var bare = new FactRecord
        {
            Id = "i", Entity = "e", Relation = "r", Value = new FactValueRecord { Type = "null" }, Source = "s", Timestamp = "t", Confidence = 0, Scope = "public",
        };
        var page = new FederationFactsResponse { Facts = [bare], Cursor = null, HasMore = false };
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(page, StigmemJson.Options.GetTypeInfo(typeof(FederationFactsResponse))));
        var fact = json.RootElement.GetProperty("facts")[0];
        Assert.Empty(members.Except(fact.EnumerateObject().Select(member => member.Name)));
        Assert.Equal("""{"type":"null","v":null,"interpret_as":"content"}""", fact.GetProperty("value").GetRawText());
        Assert.Equal("0.0", fact.GetProperty("confidence").GetRawText());
    }

    [Fact]
    public void A_broken_fact_does_not_keep_the_page_from_being_read()
    {
        const string Json = """{"facts":[{"id":7},null,"x"],"cursor":"c","has_more":true,"more":1}""";
        var page = (ReceivedFactsPage)JsonSerializer.Deserialize(Json, StigmemJson.Options.GetTypeInfo(typeof(ReceivedFactsPage)))!;
        Assert.Equal(["""{"id":7}""", "null", "\"x\""], page.Facts.Select(fact => fact.GetRawText()));
        Assert.Equal(("c", true), (page.Cursor, page.HasMore));
    }

    [Fact]
    public void A_page_may_lack_what_older_nodes_leave_out()
    {
        var page = (ReceivedFactsPage)JsonSerializer.Deserialize("""{"facts":[]}""", StigmemJson.Options.GetTypeInfo(typeof(ReceivedFactsPage)))!;
        Assert.Equal((0, null, false), (page.Facts.Count, page.Cursor, page.HasMore));
    }

    [Fact]
    public void Defaults_are_those_of_the_contract()
    {
        var request = (CapabilityIssueRequest)JsonSerializer.Deserialize(
            """{"issuer":"i","subject":"s","verb":"v","object":"o"}""", StigmemJson.Options.GetTypeInfo(typeof(CapabilityIssueRequest)))!;
        Assert.Equal(3600, request.TtlSeconds);
        var manifest = (ManifestRecord)JsonSerializer.Deserialize(
            """{"entity_uri":"u","key_id":"k","public_key":"p","issued_at":"i","expires_at":"e","entities":[],"signature":"s"}""",
            StigmemJson.Options.GetTypeInfo(typeof(ManifestRecord)))!;
        Assert.Empty(manifest.RotationEvents);
    }

    [Fact]
    public void Tokens_do_not_print()
    {
        Assert.DoesNotContain("secret", new CapabilityVerifyRequest { TokenJson = "secret" }.ToString(), StringComparison.Ordinal);
        var issued = new CapabilityIssueResponse
        {
            TokenId = "t", Issuer = "i", Subject = "s", Verb = "v", Object = "o", IssuedAt = "a", Expiry = "e", Nonce = "secret", TokenJson = "secret",
        };
        Assert.Equal("CapabilityIssueResponse { TokenId = t }", issued.ToString());
    }
}
