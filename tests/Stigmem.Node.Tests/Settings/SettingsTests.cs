using Stigmem.Node.Settings;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Settings;

/// <summary>What an operator sets: read, checked as a whole, refused with the name of what is wrong.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("AUTH_REQUIRED=false NODE_URL=https://acme.test", "STIGMEM_AUTH_REQUIRED")]
    [InlineData("AUTH_REQUIRED=false HOST=0.0.0.0", "STIGMEM_HOST")]
    [InlineData("RATE_LIMIT_WRITE_PER_HOUR=0 RATE_LIMIT_READ_PER_HOUR=0", "RATE_LIMIT_DISABLED_ACK")]
    [InlineData("AUTH_REQUIRED=maybe", "STIGMEM_AUTH_REQUIRED=maybe")]
    [InlineData("PORT=70000", "65535")]
    [InlineData("PORT=-1", "STIGMEM_PORT")]
    [InlineData("PORT=http", "STIGMEM_PORT=http")]
    [InlineData("MAX_VALUE_BYTES=1", "STIGMEM_MAX_VALUE_BYTES")]
    [InlineData("TRUST_MODE=blind", "strict")]
    [InlineData("TRUST_MODE=1", "STIGMEM_TRUST_MODE=1")]
    [InlineData("NODE_PRIVATE_KEY=c2hvcnQ", "STIGMEM_NODE_PRIVATE_KEY")]
    [InlineData("TL_BACKEND=rekor", "STIGMEM_TL_BACKEND=rekor")]
    [InlineData("TRUST_MODE=strict", "STIGMEM_NODE_PRIVATE_KEY")]
    [InlineData("FEDERATION_ENABLED=true", "STIGMEM_FEDERATION_ENABLED")]
    [InlineData("FEDERATION_PUSH_ENABLED=true", "STIGMEM_FEDERATION_PUSH_ENABLED")]
    [InlineData("FEDERATION_ENABLED=true FEDERATION_INSECURE=true NODE_URL=http://acme.test", "STIGMEM_FEDERATION_INSECURE")]
    [InlineData("LEGACY_SHA256_ACCEPT_UNTIL=soon", "STIGMEM_LEGACY_SHA256_ACCEPT_UNTIL=soon")]
    [InlineData("AT_REST_ENCRYPTION=on", "STIGMEM_AT_REST_ENCRYPTION=on")]
    [InlineData("AT_REST_ENCRYPTION=maybe", "on or off")]
    [InlineData("TRUST_WEIGHT_IDENTITY=nan", "STIGMEM_TRUST_WEIGHT_IDENTITY")]
    [InlineData("STORAGE_BACKEND=postgres", "sqlite")]
    [InlineData("NODE_URL=acme", "STIGMEM_NODE_URL")]
    [InlineData("CORS_ALLOWED_ORIGIN_REGEX=(", "STIGMEM_CORS_ALLOWED_ORIGIN_REGEX")]
    [InlineData("OIDC_ENABLED=true", "STIGMEM_OIDC_ISSUER_URL")]
    [InlineData("KEY_TAG_SECRET_FILE=/nowhere/secret", "STIGMEM_KEY_TAG_SECRET_FILE")]
    [InlineData("FEDERATION_ENABLED=true", "STIGMEM_FEDERATION_ENABLED needs mutual TLS")]
    [InlineData("FEDERATION_ENABLED=true NODE_URL=https://acme.test", "STIGMEM_TLS_CERT_PATH")]
    [InlineData("FEDERATION_PUSH_ENABLED=true", "STIGMEM_FEDERATION_PUSH_ENABLED needs mutual TLS")]
    [InlineData("FEDERATION_ENABLED=true FEDERATION_INSECURE=true NODE_URL=https://acme.test", "STIGMEM_FEDERATION_INSECURE with STIGMEM_NODE_URL=https://acme.test")]
    [InlineData("TLS_CERT_PATH=a TLS_KEY_PATH=b", "STIGMEM_TLS_CA_BUNDLE is missing")]
    [InlineData("TLS_CERT_PATH=a TLS_CA_BUNDLE=c", "STIGMEM_TLS_KEY_PATH is missing")]
    [InlineData("TLS_KEY_PATH=b TLS_CA_BUNDLE=c", "STIGMEM_TLS_CERT_PATH is missing")]
    [InlineData("FEDERATION_PORT=9000", "STIGMEM_FEDERATION_PORT is for mutual TLS")]
    [InlineData("TLS_CERT_PATH=a TLS_KEY_PATH=b TLS_CA_BUNDLE=c FEDERATION_PORT=8765", "is STIGMEM_PORT as well")]
    [InlineData("TLS_CERT_PATH=a TLS_KEY_PATH=b TLS_CA_BUNDLE=c FEDERATION_URL=https://acme.test", "needs STIGMEM_FEDERATION_PORT")]
    [InlineData("TLS_CERT_PATH=a TLS_KEY_PATH=b TLS_CA_BUNDLE=c FEDERATION_PORT=9 FEDERATION_URL=http://acme.test", "must be an https URL")]
    public void What_is_wrong_or_unsafe_stops_the_start_and_is_named(string values, string named)
    {
        var refused = Assert.Throws<SettingsException>(() => Read(values));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AUTH_REQUIRED=false")]
    [InlineData("AUTH_REQUIRED=false HOST=127.0.0.1")]
    [InlineData("AUTH_REQUIRED=false HOST=::1")]
    [InlineData("AUTH_REQUIRED=false HOST=0.0.0.0 LOCAL_DEV_ALLOW_INSECURE_NON_LOOPBACK=1")]
    [InlineData("AUTH_REQUIRED=false NODE_URL=http://127.0.0.1:9000")]
    [InlineData("RATE_LIMIT_WRITE_PER_HOUR=0")]
    [InlineData("RATE_LIMIT_WRITE_PER_HOUR=0 RATE_LIMIT_READ_PER_HOUR=0 RATE_LIMIT_DISABLED_ACK=1")]
    [InlineData("TRUST_MODE=Strict NODE_PRIVATE_KEY=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8")]
    [InlineData("FEDERATION_ENABLED=true FEDERATION_INSECURE=true")]
    [InlineData("FEDERATION_ENABLED=true FEDERATION_INSECURE=true NODE_URL=http://acme.test LOCAL_DEV_ALLOW_INSECURE_NON_LOOPBACK=1")]
    [InlineData("AT_REST_ENCRYPTION=Off")]
    [InlineData("PORT=")]
    [InlineData("FEDERATION_ENABLED=true FEDERATION_INSECURE=true NODE_URL=https://acme.test LOCAL_DEV_ALLOW_INSECURE_NON_LOOPBACK=1")]
    [InlineData("FEDERATION_ENABLED=true TLS_CERT_PATH=a TLS_KEY_PATH=b TLS_CA_BUNDLE=c NODE_URL=https://acme.test")]
    [InlineData("TLS_CERT_PATH=a TLS_KEY_PATH=b TLS_CA_BUNDLE=c FEDERATION_PORT=9000 FEDERATION_URL=https://acme.test:9000")]
    public void What_is_right_starts(string values) => Read(values);

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var refused = Assert.Throws<SettingsException>(() => Read("PORT=x TRUST_MODE=y AUTH_REQUIRED=z"));
        Assert.Contains("STIGMEM_PORT=x", refused.Message, StringComparison.Ordinal);
        Assert.Contains("STIGMEM_TRUST_MODE=y", refused.Message, StringComparison.Ordinal);
        Assert.Contains("STIGMEM_AUTH_REQUIRED=z", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_warns_with_the_nearest_known_one()
    {
        var warning = Assert.Single(Read("AUTH_REQIRED=true").Warnings);
        Assert.Contains("STIGMEM_AUTH_REQIRED", warning, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("STIGMEM_AUTH_REQUIRED?", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Insecure_choices_warn()
    {
        Assert.Contains(Read("AUTH_REQUIRED=false").Warnings, warning => warning.Contains("every caller", StringComparison.Ordinal));
        Assert.Contains(Read("CORS_DEV_LOCALHOST=true").Warnings, warning => warning.Contains("CORS_DEV_LOCALHOST", StringComparison.Ordinal));
        Assert.Contains(Read("OPEN_GARDEN_LISTS=true").Warnings, warning => warning.Contains("OPEN_GARDEN_LISTS", StringComparison.Ordinal));
        Assert.Contains(Read("FEDERATION_ENABLED=1 FEDERATION_INSECURE=1").Warnings, warning => warning.Contains("in the open", StringComparison.Ordinal));
        Assert.Contains(
            Read("FEDERATION_ENABLED=1 TLS_CERT_PATH=a TLS_KEY_PATH=b TLS_CA_BUNDLE=c").Warnings, warning => warning.Contains("make it an https URL", StringComparison.Ordinal));
        Assert.Contains(
            Read("FEDERATION_INSECURE=1 TLS_CERT_PATH=a TLS_KEY_PATH=b TLS_CA_BUNDLE=c").Warnings, warning => warning.Contains("without effect", StringComparison.Ordinal));
        Assert.Empty(Read("").Warnings);
    }

    [Fact]
    public void A_secret_is_read_from_its_file_and_never_shown()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("secret"), " hush \n");
        var settings = Read($"KEY_TAG_SECRET_FILE={folder.File("secret")}");
        Assert.Equal("hush", settings.Storage.KeyTagSecret);
        Assert.DoesNotContain(settings.Values, value => value.Text.Contains("hush", StringComparison.Ordinal));
        Assert.Equal("(set)", settings.Values.Single(value => value.Definition.Name == "STIGMEM_KEY_TAG_SECRET").Text);
    }

    [Fact]
    public void A_file_beside_the_process_fills_in_what_the_environment_leaves_open()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File(".env"), "# ours\nexport STIGMEM_NODE_ID='from-file'\nSTIGMEM_LOG_LEVEL=\"debug\"\nOTHER=1\nbroken line\n");
        var settings = NodeSettings.Read(SettingsSource.FromEnvironment(folder.Path));
        Assert.Equal("from-file", settings.Identity.NodeId);
        Assert.Equal(".env", settings.Values.Single(value => value.Definition.Name == "STIGMEM_NODE_ID").Origin);
    }

    [Fact]
    public void Peers_are_told_the_address_of_their_own_port()
    {
        const string files = "TLS_CERT_PATH=a TLS_KEY_PATH=b TLS_CA_BUNDLE=c";
        Assert.Null(Told($"{files} NODE_URL=https://acme.test"));
        Assert.Equal("https://acme.test:9000", Told($"{files} FEDERATION_PORT=9000 NODE_URL=http://acme.test:80"));
        Assert.Equal("https://peers.acme.test/of", Told($"{files} FEDERATION_PORT=9000 FEDERATION_URL=https://peers.acme.test/of/"));

        static string? Told(string values)
        {
            var settings = Read(values);
            return settings.Transport.PeerUrl(settings.Identity);
        }
    }

    private static NodeSettings Read(string values) => NodeSettings.Read(new SettingsSource(
        values.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair => KeyValuePair.Create(SettingsSource.Prefix + pair[0], pair[1]))));
}
