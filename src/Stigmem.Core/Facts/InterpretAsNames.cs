namespace Stigmem.Core.Facts;

/// <summary>Wire names of <see cref="InterpretAs"/>. Source of the rule: Facts contract, section 3.</summary>
public static class InterpretAsNames
{
    /// <summary>Reads a wire name; the comparison is exact.</summary>
    public static bool TryParse(string? text, out InterpretAs interpretAs)
    {
        interpretAs = text is "instruction" ? InterpretAs.Instruction : InterpretAs.Content;
        return text is "content" or "instruction";
    }

    /// <summary>The wire name.</summary>
    public static string Name(this InterpretAs interpretAs) => interpretAs switch
    {
        InterpretAs.Content => "content",
        InterpretAs.Instruction => "instruction",
        _ => throw new ArgumentOutOfRangeException(nameof(interpretAs)),
    };
}
