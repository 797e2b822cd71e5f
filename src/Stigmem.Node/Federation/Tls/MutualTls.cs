using System.Net.Security;
using Microsoft.Extensions.Logging;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation.Tls;

/// <summary>
/// The certificate that the node shows and judges others by now (federation contract, section 10). Files that change are
/// read again; a connection keeps what it began with.
/// </summary>
internal sealed class MutualTls
{
    private readonly TransportSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger<MutualTls> _logger;
    private volatile NodeCertificate? _current;
    private string _read = "";
    private string _told = "";

    public MutualTls(TransportSettings settings, NodeMeter meter, TimeProvider time, ILogger<MutualTls> logger)
    {
        (_settings, _time, _logger) = (settings, time, logger);
        if (!settings.IsMutual)
            return;
        var files = TlsFiles.Read(settings);
        (_current, _read) = (NodeCertificate.Load(files, time.GetUtcNow()), files.Digest);
        meter.Meter.CreateObservableGauge(
            "stigmem_tls_certificate_seconds_left", () => (_current!.Life.Until - _time.GetUtcNow()).TotalSeconds, description: "Seconds until the node's certificate expires.");
    }

    /// <summary>Whether peers are met over mutual TLS.</summary>
    public bool IsOn => _current is not null;

    /// <summary>The certificate in use; only while it is on.</summary>
    public NodeCertificate Current => _current!;

    /// <summary>Says so if the certificate is not of this node: no peer would believe it.</summary>
    public void WarnUnlessOf(string nodeId)
    {
        if (_current is { } certificate && !certificate.NodeIds.Contains(nodeId, StringComparer.Ordinal))
            TlsLog.NotOfThisNode(_logger, nodeId, string.Join(", ", certificate.NodeIds));
    }

    /// <summary>How to answer a connection that begins now.</summary>
    public SslServerAuthenticationOptions ForClient(System.Net.EndPoint? remote)
    {
        var options = Current.AsServer(_time.GetUtcNow());
        options.RemoteCertificateValidationCallback = (_, _, chain, errors) =>
        {
            if (errors == SslPolicyErrors.None)
                return true;
            TlsLog.ClientRefused(_logger, remote?.ToString() ?? "an unknown address", ServerCheck.Describe(errors, chain));
            return false;
        };
        return options;
    }

    /// <summary>How to call a node now.</summary>
    public SslClientAuthenticationOptions ForServer() => Current.AsClient(_time.GetUtcNow());

    /// <summary>Reads the files again; a content that cannot be used is told once, and the certificate in use stays.</summary>
    public void Refresh()
    {
        if (_current is null)
            return;
        try
        {
            var files = TlsFiles.Read(_settings);
            if (files.Digest == _read)
                return;
            _read = files.Digest;
            _current = NodeCertificate.Load(files, _time.GetUtcNow());
            _told = "";
            TlsLog.Reloaded(_logger, _current.ToString());
        }
        catch (SettingsException e)
        {
            if (e.Message == _told)
                return;
            _told = e.Message;
            TlsLog.NotReloaded(_logger, e.Message);
        }
    }
}
