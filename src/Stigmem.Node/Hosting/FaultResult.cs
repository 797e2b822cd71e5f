using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;

namespace Stigmem.Node.Hosting;

/// <summary>
/// The one writer of refusals (access contract, section 1). <c>detail</c> has the reference's shape; <c>code</c> and
/// <c>request_id</c> are additions that tell what the text means and where the log has more.
/// </summary>
internal sealed class FaultResult(Fault fault, ShapeErrors? errors = null) : IResult
{
    public Fault Fault => fault;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var kind = FaultCatalog.Of(fault.Code);
        var response = httpContext.Response;
        response.StatusCode = kind.Status;
        if (kind.Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer";
        return ResponseBody.WriteJsonAsync(response, (kind, fault, errors, httpContext.TraceIdentifier), Write);
    }

    private static void Write(Utf8JsonWriter writer, (FaultKind Kind, Fault Fault, ShapeErrors? Errors, string RequestId) state)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("detail");
        if (state.Errors is { } errors)
            WriteList(writer, errors);
        else if (state.Kind.HasCodedDetail)
            WriteCoded(writer, state.Kind, state.Fault);
        else
            writer.WriteStringValue(state.Fault.Message);
        writer.WriteString("code", state.Kind.Wire);
        writer.WriteString("request_id", state.RequestId);
        if (!state.Kind.HasCodedDetail)
            WriteExtra(writer, state.Fault);
        writer.WriteEndObject();
    }

    private static void WriteCoded(Utf8JsonWriter writer, FaultKind kind, Fault fault)
    {
        writer.WriteStartObject();
        writer.WriteString("code", kind.Wire);
        writer.WriteString("message", fault.Message);
        WriteExtra(writer, fault);
        writer.WriteEndObject();
    }

    private static void WriteExtra(Utf8JsonWriter writer, Fault fault)
    {
        foreach (var (name, value) in fault.Extra)
        {
            writer.WritePropertyName(name);
            switch (value)
            {
                case null:
                    writer.WriteNullValue();
                    break;
                case string text:
                    writer.WriteStringValue(text);
                    break;
                case double number:
                    writer.WriteNumberValue(number);
                    break;
                case long number:
                    writer.WriteNumberValue(number);
                    break;
                default:
                    throw new InvalidOperationException($"A fault cannot carry a {value.GetType().Name}.");
            }
        }
    }

    private static void WriteList(Utf8JsonWriter writer, ShapeErrors errors)
    {
        writer.WriteStartArray();
        foreach (var error in errors.List)
        {
            writer.WriteStartObject();
            writer.WriteString("type", error.Type);
            writer.WriteStartArray("loc");
            foreach (var part in error.Location)
            {
                if (part is int index)
                    writer.WriteNumberValue(index);
                else
                    writer.WriteStringValue((string)part);
            }
            writer.WriteEndArray();
            writer.WriteString("msg", error.Message);
            writer.WritePropertyName("input");
            writer.WriteRawValue(error.Input, skipInputValidation: true);
            if (error.Context is { } context)
            {
                writer.WritePropertyName("ctx");
                writer.WriteRawValue(context, skipInputValidation: true);
            }
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
