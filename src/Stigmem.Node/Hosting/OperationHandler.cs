using Microsoft.AspNetCore.Http;

namespace Stigmem.Node.Hosting;

/// <summary>Answers a call of an operation.</summary>
internal delegate ValueTask<IResult> OperationHandler(Call call);
