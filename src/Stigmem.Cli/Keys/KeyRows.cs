using System.Text.Json;
using Stigmem.Cli.Failures;
using Stigmem.Node.Auth;

namespace Stigmem.Cli.Keys;

/// <summary>
/// Reads the rows of another store's <c>api_keys</c> table as <c>sqlite3 -json</c> prints them: one array of objects, with
/// lists as JSON text.
/// </summary>
internal static class KeyRows
{
    /// <summary>The rows; a session of a provider, which lasts some hours only, is none.</summary>
    public static IReadOnlyList<ImportedKey> Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateArray().Where(row => Text(row, "oidc_sub") is null).Select(Read)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new CommandFailure(
                "this is no list of keys", "not_keys",
                "Write it with: sqlite3 -json old.db 'SELECT * FROM api_keys'. Each row needs key_hash, entity_uri and permissions.");
        }
    }

    private static ImportedKey Read(JsonElement row) => new()
    {
        Hash = Text(row, "key_hash") ?? throw new KeyNotFoundException(),
        EntityUri = Text(row, "entity_uri") ?? throw new KeyNotFoundException(),
        Permissions = List(row, "permissions") ?? throw new KeyNotFoundException(),
        AllowedScopes = List(row, "allowed_scopes"),
        Description = Text(row, "description"),
        CreatedAt = Text(row, "created_at"),
        ExpiresAt = Text(row, "expires_at"),
        TenantId = Text(row, "tenant_id"),
    };

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string[]? List(JsonElement row, string name)
    {
        if (!row.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.Array)
            return [.. value.EnumerateArray().Select(item => item.GetString() ?? "")];
        var text = value.GetString()!;
        if (!text.TrimStart().StartsWith('['))
            return text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        using var list = JsonDocument.Parse(text);
        return [.. list.RootElement.EnumerateArray().Select(item => item.GetString() ?? "")];
    }
}
