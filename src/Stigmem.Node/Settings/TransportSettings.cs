namespace Stigmem.Node.Settings;

/// <summary>Mutual TLS: what the node shows, whom it trusts, and where peers knock.</summary>
public sealed record TransportSettings
{
    /// <summary>The node's certificate, PEM, intermediates behind it.</summary>
    public required string CertificatePath { get; init; }

    /// <summary>Its private key, PEM.</summary>
    public required string KeyPath { get; init; }

    /// <summary>The authorities to which certificates of peers must lead, PEM.</summary>
    public required string CaBundlePath { get; init; }

    /// <summary>The port of peers; 0 puts the whole node behind mutual TLS.</summary>
    public required int FederationPort { get; init; }

    /// <summary>Where peers reach that port; empty derives it from the node's URL.</summary>
    public required string FederationUrl { get; init; }

    /// <summary>Whether peers are met over mutual TLS.</summary>
    public bool IsMutual => CertificatePath.Length > 0;

    /// <summary>Whether peers have a port of their own, and everybody else needs no certificate.</summary>
    public bool HasOwnPort => FederationPort > 0;

    /// <summary>The address that peers are told; null when it is the node's.</summary>
    public string? PeerUrl(IdentitySettings identity)
    {
        if (!HasOwnPort)
            return null;
        return FederationUrl.Length > 0 ? FederationUrl.TrimEnd('/') : new UriBuilder(Uri.UriSchemeHttps, identity.NodeUrl.Host, FederationPort).Uri.GetLeftPart(UriPartial.Authority);
    }

    internal static TransportSettings Read(SettingsReader reader) => new()
    {
        CertificatePath = reader.Text("TLS_CERT_PATH", "", "Certificate of the node for mutual TLS, PEM, intermediates behind it; its URI name must be the node id. Commands show it, too, when they call an https address."),
        KeyPath = reader.Text("TLS_KEY_PATH", "", "Private key of that certificate, PEM, not encrypted."),
        CaBundlePath = reader.Text("TLS_CA_BUNDLE", "", "Authorities to which the certificates of peers must lead, PEM; the system's are not asked."),
        FederationPort = reader.Integer("FEDERATION_PORT", 0, 0, 65_535, "A port for peers alone, with mutual TLS; clients keep using PORT without a certificate. 0: the whole node is behind mutual TLS."),
        FederationUrl = reader.Text("FEDERATION_URL", "", "The https URL at which peers reach FEDERATION_PORT. Unset: the host of NODE_URL with that port."),
    };
}
