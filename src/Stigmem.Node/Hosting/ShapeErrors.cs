using System.Globalization;
using System.Text.Json;

namespace Stigmem.Node.Hosting;

/// <summary>Collects every shape problem of one request, so that a caller sees them all at once.</summary>
internal sealed class ShapeErrors
{
    private const int MostReported = 100;
    private const int MostLevels = 16;
    private List<ShapeError>? _errors;

    public bool Any => _errors is not null;

    public IReadOnlyList<ShapeError> List => _errors ?? [];

    public void Add(string type, IReadOnlyList<object> location, string message, string input, string? context = null)
    {
        _errors ??= [];
        if (_errors.Count < MostReported)
            _errors.Add(new ShapeError(type, location, message, input, context));
    }

    public void Missing(IReadOnlyList<object> location, string input) => Add("missing", location, "Field required", input);

    public void Value(IReadOnlyList<object> location, string message, string input) =>
        Add("value_error", location, $"Value error, {message}", input, """{"error":{}}""");

    public void BelowLeast(IReadOnlyList<object> location, double least, bool isFloat, string input) =>
        Add("greater_than_equal", location, $"Input should be greater than or equal to {Text(least, false)}", input, $$"""{"ge":{{Text(least, isFloat)}}}""");

    public void AboveMost(IReadOnlyList<object> location, double most, bool isFloat, string input) =>
        Add("less_than_equal", location, $"Input should be less than or equal to {Text(most, false)}", input, $$"""{"le":{{Text(most, isFloat)}}}""");

    public void TooShort(IReadOnlyList<object> location, int least, string input) =>
        Add("string_too_short", location, $"String should have at least {least} character{(least == 1 ? "" : "s")}", input, $$"""{"min_length":{{least}}}""");

    public void TooLong(IReadOnlyList<object> location, int most, string input) =>
        Add("string_too_long", location, $"String should have at most {most} characters", input, $$"""{"max_length":{{most}}}""");

    /// <summary>What was sent, cut to a length that is safe to send back.</summary>
    public static string Input(JsonElement element)
    {
        const int most = 512;
        try
        {
            // Nesting is bounded too: most readers of the answer stop at 64 levels.
            return element.GetRawText().Length > most || IsDeeperThan(element, MostLevels) ? """{"omitted":"too long to repeat"}""" : Compact(element);
        }
        catch (InvalidOperationException)
        {
            return "null";
        }
    }

    private static bool IsDeeperThan(JsonElement element, int levels) => element.ValueKind switch
    {
        JsonValueKind.Object => levels == 0 || element.EnumerateObject().Any(member => IsDeeperThan(member.Value, levels - 1)),
        JsonValueKind.Array => levels == 0 || element.EnumerateArray().Any(item => IsDeeperThan(item, levels - 1)),
        _ => false,
    };

    private static string Compact(JsonElement element)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            element.WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static string Text(double number, bool isFloat) =>
        number.ToString(isFloat ? "0.0###" : "0.####", CultureInfo.InvariantCulture);
}
