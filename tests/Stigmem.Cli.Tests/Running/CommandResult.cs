using System.Text.Json;

namespace Stigmem.Cli.Tests.Running;

/// <summary>What a command left behind.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    /// <summary>What it printed, as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Fails unless the command failed with a code, in the form that is promised.</summary>
    public void ShouldFail(int exitCode, string code, string? hint = null)
    {
        Assert.Equal(exitCode, ExitCode);
        Assert.Matches($@"(?m)^error: .+ \({code}\)$", Errors);
        Assert.DoesNotContain("   at ", Errors, StringComparison.Ordinal);
        if (hint is not null)
            Assert.Matches($"(?m)^hint: .*{hint}", Errors);
    }

    /// <summary>Fails unless the command succeeded.</summary>
    public CommandResult ShouldSucceed()
    {
        Assert.True(ExitCode == 0, ToString());
        return this;
    }

    public override string ToString() => $"exit {ExitCode}\n{Output}\n{Errors}";
}
