using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Auth;

namespace Stigmem.Node.Auth.Oidc;

/// <summary><c>POST /v1/auth/oidc/exchange</c>: an id token for a key of some hours (access contract, section 4).</summary>
internal sealed class ExchangeIdToken(
    OidcSettings settings, IdTokens tokens, EmailDomains domains, KeyRegistry registry, FailedLogins failures, TimeProvider time)
{
    private const int KeyBytes = 16;
    private const long MicrosecondsPerHour = 3_600_000_000;
    private static readonly string[] Grantable = ["read", "write"];

    public static readonly Operation Operation = new("POST", "/v1/auth/oidc/exchange", "oidc_exchange_v1_auth_oidc_exchange_post", "auth", "Exchange an OpenID id token for a key")
    {
        IsOpen = true,
        Body = typeof(ExchangeRequest),
        Answer = typeof(ExchangeResponse),
        Refusals = [401, 403, 429, 503],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var token = body.Object.RequiredText("id_token");
        var requested = body.Object.Texts("permissions", Grantable);
        var nonce = body.Object.OptionalText("nonce");
        if (body.Errors.Any)
            return body.Refusal;
        if (!settings.Enabled)
            return Reply.Refuse(FaultCode.ServiceUnavailable, "OIDC authentication is not enabled on this node");
        var address = call.Http.Connection.RemoteIpAddress;
        if (failures.RetryAfter(address) is { } seconds)
            return TooMany(call, seconds);
        if (!(await VerifyAsync(token, nonce, call.Aborted)).TryGet(out var claims, out var fault))
        {
            if (fault.Code != FaultCode.ServiceUnavailable)
                failures.Count(address);
            return Reply.Refuse(fault);
        }
        return await IssueAsync(call, claims, requested);
    }

    private async Task<Outcome<IdTokenClaims>> VerifyAsync(string token, string? nonce, CancellationToken ct)
    {
        if (!(await tokens.VerifyAsync(token, nonce, ct)).TryGet(out var claims, out var fault))
            return fault;
        return domains.Refusal(claims) is { } refused ? refused : claims;
    }

    private async Task<IResult> IssueAsync(Call call, IdTokenClaims claims, IReadOnlyList<string> requested)
    {
        var rawKey = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
        var expiry = KeyLifetime.At(time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000 + settings.TokenTtlHours * MicrosecondsPerHour);
        var permissions = Cut(requested);
        var exchanged = await registry.ExchangeAsync(new NewKey
        {
            RawKey = rawKey,
            EntityUri = PrincipalUri.OidcPrefix + claims.Subject,
            PermissionNames = permissions,
            Description = $"OIDC session for {claims.Email ?? claims.Subject}",
            Expiry = expiry,
            OidcIssuer = settings.IssuerUrl.TrimEnd('/'),
            OidcSub = claims.Subject,
        });
        if (!exchanged.TryGet(out var key, out var fault))
            return Reply.Refuse(fault);
        call.Http.Response.Headers.CacheControl = "no-store";
        return Reply.Ok(new ExchangeResponse { ApiKey = rawKey, EntityUri = key.EntityUri, Permissions = permissions, ExpiresAt = expiry.Text! });
    }

    /// <summary>No session gets more than read and write, and none gets nothing.</summary>
    private static string[] Cut(IReadOnlyList<string> requested)
    {
        string[] granted = [.. Grantable.Where(requested.Contains)];
        return granted.Length > 0 ? granted : ["read"];
    }

    private static IResult TooMany(Call call, double seconds)
    {
        call.Http.Response.Headers.RetryAfter = Math.Ceiling(seconds).ToString(CultureInfo.InvariantCulture);
        return Reply.Refuse(FailedLogins.TooMany(seconds));
    }
}
