namespace Stigmem.Node.Settings;

/// <summary>Keys and who may do what.</summary>
public sealed record AuthSettings
{
    /// <summary>Whether a request needs a key.</summary>
    public required bool Required { get; init; }

    /// <summary>How long an API key lives at most, in days; 0 means for ever.</summary>
    public required int ApiKeyMaxAgeDays { get; init; }

    /// <summary>How far the list of keys that expire soon looks ahead unless it is told, in days.</summary>
    public required int ExpiringSoonDays { get; init; }

    /// <summary>Until when keys that came with a SHA-256 hash work before their first use here; null means for ever.</summary>
    public required DateTimeOffset? LegacyHashesUntil { get; init; }

    /// <summary>Whether an agent key is registered only by whoever proves to hold its private half.</summary>
    public required bool AgentKeyProofRequired { get; init; }

    /// <summary>Whether every assert must be signed by an agent key.</summary>
    public required bool AttestationRequired { get; init; }

    /// <summary>Whether keys and callers belong to separate tenants.</summary>
    public required bool MultiTenant { get; init; }

    /// <summary>Whether minting an admin key for an agent is refused instead of warned about.</summary>
    public required bool RefuseAgentAdminKeys { get; init; }

    /// <summary>Whether lists show garden facts to everybody, as the reference does.</summary>
    public required bool OpenGardenLists { get; init; }

    /// <summary>Whether the node says in facts who belongs to a garden.</summary>
    public required bool GardenMembershipFacts { get; init; }

    /// <summary>How long a read stays known to the session guard, in hours.</summary>
    public required int SessionHours { get; init; }

    /// <summary>Whether a session may only cite facts that it has read itself.</summary>
    public required bool SessionCitesWhatItRead { get; init; }

    internal static AuthSettings Read(SettingsReader reader) => new()
    {
        Required = reader.Flag("AUTH_REQUIRED", true, "Whether a request needs an API key. false makes every caller anon:trusted."),
        ApiKeyMaxAgeDays = reader.Integer("API_KEY_MAX_AGE_DAYS", 90, 0, 36_500, "Longest life of an API key, in days; 0 means no limit."),
        ExpiringSoonDays = reader.Integer("API_KEY_EXPIRING_SOON_DAYS", 30, 1, 365, "How far the list of keys that expire soon looks ahead, in days."),
        LegacyHashesUntil = reader.Moment("LEGACY_SHA256_ACCEPT_UNTIL", "Until when keys that were imported with a SHA-256 hash may be used for the first time; unset means for ever."),
        AgentKeyProofRequired = reader.Flag("AGENT_KEY_PROOF_REQUIRED", false, "Whether whoever registers an agent key must prove to hold its private half."),
        AttestationRequired = reader.Flag("ATTESTATION_REQUIRED", false, "Whether every assert must carry a signature by an agent key."),
        MultiTenant = reader.Flag("MULTI_TENANT_ENABLED", false, "Whether a key's tenant separates what its holder sees. false puts everyone in tenant default."),
        RefuseAgentAdminKeys = reader.Flag("REFUSE_AGENT_ADMIN_KEYS", false, "Refuses to mint keys with admin for entities of type agent; otherwise the answer carries a warning."),
        OpenGardenLists = reader.Flag("OPEN_GARDEN_LISTS", false, "Shows garden facts in lists to non-members, as the reference does. For migrations only."),
        GardenMembershipFacts = reader.Flag("GARDEN_MEMBERSHIP_FACTS", false, "Whether the node states in facts of each garden who its members are and in what role."),
        SessionHours = reader.Integer("SESSION_HOURS", 24, 1, 8_760, "How long the session guard remembers what a session has read, in hours."),
        SessionCitesWhatItRead = reader.Flag("SESSION_CITES_WHAT_IT_READ", false, "Whether the session guard lets a summary pass only if it cites a fact that the session itself has read; otherwise any readable fact of the scope will do."),
    };
}
