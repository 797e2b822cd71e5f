using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Stigmem.Cli.Certificates;
using Stigmem.Cli.Failures;
using Stigmem.Core.Certificates;
using Stigmem.Node.Federation.Tls;

namespace Stigmem.Cli.Commands.Certificates;

/// <summary><c>stigmem cert issue</c>.</summary>
internal static class CertIssue
{
    private static readonly Option<string> NodeId = new("--node-id") { Description = "The node that it is for, letter by letter its STIGMEM_NODE_ID.", HelpName = "id", Required = true };

    private static readonly Option<string[]> Hosts = new("--host")
    {
        Description = "A host name or IP address at which peers reach the node; may be repeated. None: for a client that only calls.",
        HelpName = "name",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string> Authority = new("--ca") { Description = "The authority as 'stigmem cert ca' made it, without .pem and .key.", HelpName = "name", DefaultValueFactory = _ => "ca" };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "Name of the files without .pem and .key; the key has mode 0600. Nothing is overwritten.",
        HelpName = "name",
        DefaultValueFactory = _ => "node",
    };

    private static readonly Option<int> Days = new("--days") { Description = "How long it holds, 1 to 825, and never longer than the authority.", HelpName = "number", DefaultValueFactory = _ => 90 };

    public static Command Create() => Define.Local(
        "issue", "Makes a certificate for a node, bound to its node id, and prints what to set there.", [NodeId, Hosts, Authority, Out, Days], call => Task.FromResult(Run(call)));

    private static int Run(CommandCall call)
    {
        var (nodeId, hosts, pair) = (call.Get(NodeId)!, call.Get(Hosts)!, new CertificatePair(call.Get(Out)!));
        if (hosts.FirstOrDefault(host => Uri.CheckHostName(host) == UriHostNameType.Unknown) is { } wrong)
            throw CommandFailure.Usage($"'{wrong}' is no host name and no IP address", "Write it without scheme, port and path.");
        var now = call.Time.GetUtcNow();
        var life = CertificateLife.Days(now, CertificateTexts.Days(call.Get(Days), 825));
        pair.MustBeNew();
        var authority = new CertificatePair(call.Get(Authority)!);
        using var signer = authority.ReadAuthority();
        if (now > signer.NotAfter)
            throw new CommandFailure($"{authority.CertificateFile} expired at {CertificateTexts.Expiry(signer)}", "ca_expired", "Make another with 'stigmem cert ca', and give both to every node in one bundle while you change over.");
        using var made = Make(signer, nodeId, hosts, life);
        pair.Write(made);
        var result = new MadeCertificate(pair.CertificateFile, pair.KeyFile, authority.CertificateFile, nodeId, hosts, CertificateTexts.Expiry(made));
        call.Output.Show(result, shown => Print(call, shown));
        return ExitCodes.Ok;
    }

    private static X509Certificate2 Make(X509Certificate2 authority, string nodeId, string[] hosts, CertificateLife life)
    {
        try
        {
            return CertificateMaking.ForNode(authority, nodeId, hosts, life);
        }
        catch (ArgumentException e)
        {
            throw CommandFailure.Usage(e.Message, "A node whose id is not ASCII needs another one, STIGMEM_NODE_ID, for mutual TLS.");
        }
        catch (CryptographicException e)
        {
            throw new CommandFailure($"the authority cannot sign: {e.Message}", "ca_unreadable", "'stigmem cert ca' makes one that can.");
        }
    }

    private static void Print(CommandCall call, MadeCertificate made)
    {
        call.Output.Fields(("certificate", made.Certificate), ("key", made.Key), ("expires_at", made.ExpiresAt));
        if (made.Hosts is [])
            call.Output.Note("It names no host: a node that shows it can call, and cannot be called.");
        call.Output.Note("Set on the node:");
        call.Output.Verbatim($"STIGMEM_NODE_ID={made.NodeId}");
        call.Output.Verbatim($"{TlsFiles.CertificateSetting}={made.Certificate}");
        call.Output.Verbatim($"{TlsFiles.KeySetting}={made.Key}");
        call.Output.Verbatim($"{TlsFiles.BundleSetting}={made.Authority}");
    }
}
