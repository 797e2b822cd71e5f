namespace Stigmem.Cli.Demo.Attacks;

/// <summary>Runs attacks one after the other and holds what the node did against what it had to do.</summary>
internal sealed class AttackRun(Battlefield field, TimeProvider time)
{
    /// <summary>Runs one attack.</summary>
    public async Task<AttackResult> RunAsync(Attack attack, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var before = (await field.AuditAsync(cancellation)).Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        var observed = await attack.RunAsync(field, cancellation);
        var stored = await field.SmuggledAsync(cancellation);
        var audited = (await field.AuditAsync(cancellation)).Where(row => !before.Contains(row.Id)).Select(row => row.Type).Reverse().ToList();
        var refused = observed.SequenceEqual(attack.Expected, StringComparer.Ordinal) && attack.Audited.All(audited.Contains) && stored.Count == 0;
        return new AttackResult(
            attack.Name, attack.Attempt, (long)time.GetElapsedTime(started).TotalMilliseconds, attack.Expected, observed, attack.Audited, audited, stored, refused);
    }
}
