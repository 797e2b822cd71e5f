using Microsoft.AspNetCore.Http;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Transparency;

namespace Stigmem.Node.Federation.Transparency;

/// <summary><c>GET /v1/federation/log/head</c>: the state of the transparency log, signed; open, so that anybody can keep it.</summary>
internal sealed class GetLogHead(SqlEngine engine, TransparencyLog log)
{
    public static readonly Operation Operation = new("GET", "/v1/federation/log/head", "get_log_head", "federation", "The signed head of the transparency log")
    {
        IsOpen = true,
        Answer = typeof(TreeHeadRecord),
    };

    public ValueTask<IResult> Handle(Call call)
    {
        using var lease = engine.Read();
        return ValueTask.FromResult(Reply.Ok(log.SignHead(lease.Session)));
    }
}
