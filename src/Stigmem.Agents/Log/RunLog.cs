using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stigmem.Agents.Vault;

namespace Stigmem.Agents.Log;

/// <summary>The log of an agent: one file a local day, one line a record.</summary>
/// <param name="vault">The agent's files.</param>
internal sealed class RunLog(IVaultStore vault)
{
    private const string Folder = "log";
    private const string AppendLock = "log/.append.lock";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Adds a record to the file of its local day; it is on the disk when the task ends.</summary>
    public ValueTask AppendAsync(RunRecord record, CancellationToken ct) => vault.AppendLineAsync(PathOf(DateOnly.FromDateTime(record.At.DateTime)), record.Line(), ct);

    /// <summary>The lines of a day's file, whatever they hold; null when there is no file.</summary>
    /// <exception cref="AgentException"><c>LogBackendReadError</c>: it cannot be read.</exception>
    public IReadOnlyList<LogLine>? Day(DateOnly day) => Lines(PathOf(day));

    /// <summary>The lines of all files of a month, by file name.</summary>
    /// <exception cref="AgentException"><c>LogBackendReadError</c>: one cannot be read.</exception>
    public IReadOnlyList<(string File, IReadOnlyList<LogLine> Lines)> Month(DateOnly day)
    {
        var folder = $"{Folder}/{day.ToString("yyyy-MM", CultureInfo.InvariantCulture)}";
        return [.. vault.Files(folder, ".jsonl").Select(name => ($"{folder}/{name}", (IReadOnlyList<LogLine>)(Lines($"{folder}/{name}") ?? [])))];
    }

    /// <summary>
    /// Moves a last line that a crash has torn out of the way (rulings 44): it has no line feed and is no JSON. A torn line
    /// that stays would make every reading of the month's spend doubtful.
    /// </summary>
    /// <returns>The file that was mended; null when nothing was torn.</returns>
    public async ValueTask<string?> MendAsync(DateOnly day, CancellationToken ct)
    {
        var path = PathOf(day);
        if (vault.Read(path) is not { } seen || !IsTorn(seen.Bytes.Span))
            return null;
        await using var turn = await vault.LockAsync(AppendLock, Patience, ct);
        if (vault.Read(path) is not { } file || !IsTorn(file.Bytes.Span))
            return null;
        var start = file.Bytes.Span.LastIndexOf((byte)'\n') + 1;
        var quarantine = $"{Folder}/quarantine/{Path.GetFileName(path)}";
        var before = vault.Read(quarantine)?.Bytes ?? ReadOnlyMemory<byte>.Empty;
        vault.Write(quarantine, [.. before.Span, .. file.Bytes.Span[start..], (byte)'\n']);
        vault.Write(path, file.Bytes.Span[..start]);
        return path;
    }

    /// <summary>The file of a local day.</summary>
    public static string PathOf(DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{Folder}/{day.ToString("yyyy-MM", CultureInfo.InvariantCulture)}/{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.jsonl");

    private List<LogLine>? Lines(string path)
    {
        VaultFile? file;
        try
        {
            file = vault.Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AgentException(AgentFaults.LogRead, $"{path} cannot be read: {e.Message}", e);
        }
        return file is null ? null : [.. file.Text.Split('\n').Select((line, index) => LogLine.Parse(index + 1, line)).Where(line => !line.IsBlank)];
    }

    private static bool IsTorn(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes[^1] == '\n')
            return false;
        try
        {
            return JsonNode.Parse(bytes[(bytes.LastIndexOf((byte)'\n') + 1)..]) is not JsonObject;
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
