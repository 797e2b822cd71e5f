using System.Text.Json;

namespace Stigmem.Sdk.Errors;

/// <summary>Codes for answers that carry none, as those of the reference and of proxies.</summary>
internal static class StatusCodes
{
    public static string Code(int status, JsonElement? detail) => status switch
    {
        400 => "bad_request",
        401 => "invalid_credentials",
        403 => "permission_required",
        404 => "not_found",
        405 => "method_not_allowed",
        409 => "conflict",
        413 => "body_too_large",
        421 => "mtls_required",
        422 => detail is { ValueKind: JsonValueKind.Array } ? "validation_failed" : "unprocessable",
        429 => "quota_exceeded",
        500 => "internal_error",
        501 => "not_implemented",
        503 => "service_unavailable",
        _ => $"http_{status}",
    };
}
