namespace Stigmem.Core.Replication;

/// <summary>How nodes of this software know each other.</summary>
public static class PeerSoftware
{
    /// <summary>The <c>software.name</c> in the discovery document of a node like this one.</summary>
    public const string OwnName = "stigmem.net";

    /// <summary>Whether a discovery document is that of a node like this one; others are served by <see cref="ReferenceProfile"/>.</summary>
    public static bool IsOwnKind(string? softwareName) => softwareName == OwnName;
}
