using System.CommandLine;
using Stigmem.Cli.Certificates;
using Stigmem.Cli.Failures;
using Stigmem.Core.Certificates;

namespace Stigmem.Cli.Commands.Certificates;

/// <summary><c>stigmem cert ca</c>.</summary>
internal static class CertCa
{
    private static readonly Option<string> Out = new("--out")
    {
        Description = "Name of the files without .pem and .key; the key has mode 0600. Nothing is overwritten.",
        HelpName = "name",
        DefaultValueFactory = _ => "ca",
    };

    private static readonly Option<string> Name = new("--name") { Description = "What the authority is called.", HelpName = "text", DefaultValueFactory = _ => "Stigmem fleet" };
    private static readonly Option<int> Days = new("--days") { Description = "How long it holds, 1 to 7300.", HelpName = "number", DefaultValueFactory = _ => 3_650 };

    public static Command Create() => Define.Local(
        "ca", "Makes an authority of its own for a fleet. Whoever has its key can be any node: keep it on no node.", [Out, Name, Days], call => Task.FromResult(Run(call)));

    private static int Run(CommandCall call)
    {
        var life = CertificateLife.Days(call.Time.GetUtcNow(), CertificateTexts.Days(call.Get(Days), 7_300));
        var pair = new CertificatePair(call.Get(Out)!);
        pair.MustBeNew();
        using var made = CertificateMaking.Authority(call.Get(Name)!, life);
        pair.Write(made);
        call.Output.Show(new MadeCertificate(pair.CertificateFile, pair.KeyFile, pair.CertificateFile, null, null, CertificateTexts.Expiry(made)), shown =>
        {
            call.Output.Fields(("certificate", shown.Certificate), ("key", shown.Key), ("expires_at", shown.ExpiresAt));
            call.Output.Note("Every node gets the certificate, none gets the key. Next: 'stigmem cert issue' for each node.");
        });
        return ExitCodes.Ok;
    }
}
