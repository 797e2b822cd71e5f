using System.Text.Json.Nodes;

namespace Stigmem.Cli.Demo.Attacks;

/// <summary>
/// What the malicious peer tries, in order: first to get in by deceit, then, let in by a deceived operator for public
/// facts only, all that a member can do wrong (federation contract, sections 3 to 7 and 14).
/// </summary>
internal static class KnownAttacks
{
    /// <summary>Before it is a peer.</summary>
    public static IReadOnlyList<Attack> Outside { get; } =
    [
        new("tampered declaration", "asks for more scopes than it signed for", ["201 rejected: invalid_signature"], ["peer_rejected"],
            async (field, over) =>
            {
                var declaration = field.Stranger.Declaration();
                declaration["allowed_scopes"] = new JsonArray("company", "public");
                return [await field.DeclareAsync(declaration, over)];
            }),
        new("inward address", "declares an address of the node's own network, to make the node call it", ["201 rejected: unreachable"], ["peer_rejected"],
            async (field, over) => [await field.DeclareAsync(field.Stranger.Declaration("http://169.254.169.254/latest/meta-data"), over)]),
        new("forged token", "signs a token in the name of a peer that nobody knows", ["401 peer not registered"], ["rejected_token"],
            async (field, over) => [await field.PullAsync(field.Token(), "", over)]),
        new("token before approval", "introduces itself truly and asks for facts before anybody let it in", ["201 pending_approval", "401 peer_not_approved"], ["rejected_token"],
            async (field, over) => [await field.DeclareAsync(field.Attacker.Declaration(), over), await field.PullAsync(field.Token(), "", over)]),
        new("replayed handshake", "hands in a declaration that was made before", ["409 peer already registered (status=pending_approval)"], ["peer_rejected"],
            async (field, over) => [await field.DeclareAsync(field.Attacker.Declaration(), over)]),
        new("swapped key", "is approved by the fingerprint of another key", ["400 fingerprint mismatch"], ["peer_approval_failed"],
            async (field, over) => [await field.ApproveAsync(field.Stranger.Fingerprint, over)]),
    ];

    /// <summary>Once it is a peer for public facts.</summary>
    public static IReadOnlyList<Attack> Inside { get; } =
    [
        new("over-scope push", "hands a company fact over", ["202 0 accepted scope_not_permitted"], ["scope_violation"],
            async (field, over) => [await field.SmuggleAsync(over, field.Attacker.Fact(scope: "company"))]),
        new("scope escalation", "asks for company facts with a token that claims the scope", ["403 scope not permitted for this peer"], ["scope_violation"],
            async (field, over) => [await field.PullAsync(field.Token("company", "public"), "scope=company", over)]),
        new("forged source", "speaks in the name of somebody else's agent", ["202 0 accepted source_not_owned"], ["rejected_fact"],
            async (field, over) => [await field.SmuggleAsync(over, field.Attacker.Fact(source: "agent:ada"))]),
        new("altered body", "changes the value under a content id", ["202 0 accepted cid_mismatch"], ["federation_integrity_rejected"],
            async (field, over) =>
            {
                var fact = field.Attacker.Fact();
                fact["value"] = Attacker.Text("something else");
                return [await field.SmuggleAsync(over, fact)];
            }),
        new("equivocation", "says one thing, then another under the same id", ["202 1 accepted", "202 0 accepted ingest_error"], ["facts_accepted", "rejected_fact"],
            async (field, over) =>
            {
                var first = field.Attacker.Fact();
                var second = field.Attacker.Fact(relation: "memory:other");
                second["id"] = first["id"]!.GetValue<string>();
                return [await field.PushAsync(field.Token(), Page(first), over), await field.PushAsync(field.Token(), Page(second), over)];
            }),
        new("future clock", "stamps a fact fifteen minutes ahead, to win every comparison", ["202 0 accepted hlc_skew"], ["peer_hlc_anomaly"],
            async (field, over) =>
            {
                var fact = field.Attacker.Fact();
                fact["hlc"] = field.Attacker.Stamp(TimeSpan.FromMinutes(15));
                return [await field.SmuggleAsync(over, fact)];
            }),
        new("longer life", "sends a known fact again with a later end", ["202 1 accepted", "202 0 accepted ingest_error"], ["federation_valid_until_extension_rejected"],
            async (field, over) =>
            {
                var fact = field.Attacker.Fact();
                fact["valid_until"] = "2040-01-01T00:00:00Z";
                var longer = fact.DeepClone().AsObject();
                longer["valid_until"] = "2090-01-01T00:00:00Z";
                return [await field.PushAsync(field.Token(), Page(fact), over), await field.PushAsync(field.Token(), Page(longer), over)];
            }),
        new("poisoned instruction", "sends a fact that tells agents what to do", ["202 0 accepted ingest_error"], ["rejected_fact"],
            async (field, over) => [await field.SmuggleAsync(over, field.Attacker.Fact(relation: "instruction:do"))]),
        new("forged system fact", "writes what only the node itself writes", ["202 0 accepted ingest_error"], ["rejected_fact"],
            async (field, over) => [await field.SmuggleAsync(over, field.Attacker.Fact(relation: "stigmem:received_from"))]),
        new("replay", "uses a token twice, then its nonce in another token, then one that is too old",
            ["200 with 0 facts", "401 nonce_already_seen", "401 nonce_already_seen", "401 token_expired"], ["replay_attempt", "rejected_token"],
            async (field, over) =>
            {
                var nonce = field.Attacker.NewId();
                var token = field.Token(nonce);
                return
                [
                    await field.PullAsync(token, "", over), await field.PullAsync(token, "", over), await field.PullAsync(field.Token(nonce), "", over),
                    await field.PullAsync(field.Token(null, TimeSpan.FromHours(2)), "", over),
                ];
            }),
        new("gigantic number", "sends a confidence that no number type holds", ["202 0 accepted ingest_error"], ["rejected_fact"],
            async (field, over) =>
            {
                var page = Page(field.Attacker.Fact()).Replace("\"confidence\":1", $"\"confidence\":{new string('9', 5_000)}e999", StringComparison.Ordinal);
                return [await field.PushAsync(field.Token(), page, over)];
            }),
        new("oversize page", "sends 501 facts where 500 are the most", ["422"], ["rejected_page"],
            async (field, over) => [await field.PushAsync(field.Token(), $"{{\"facts\":[{string.Join(',', Enumerable.Repeat("{}", 501))}]}}", over)]),
        new("deep nesting", "sends ten thousand brackets to exhaust the reader", ["422"], ["rejected_page"],
            async (field, over) => [await field.PushAsync(field.Token(), $"{{\"facts\":{new string('[', 10_000)}", over)]),
    ];

    private static string Page(JsonObject fact) => $"{{\"facts\":[{fact.ToJsonString()}]}}";
}
