using System.Reflection;
using Stigmem.Protocol.Facts;

namespace Stigmem.Sdk.Tests.PublicApi;

/// <summary>
/// What others compile against changes only on purpose. If a change is meant, copy the file that the failure names over
/// the <c>PublicAPI.txt</c> of the project.
/// </summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_surface_of_the_client_is_the_one_agreed_on() => Compare(typeof(StigmemClient).Assembly);

    [Fact]
    public void The_surface_of_the_wire_records_is_the_one_agreed_on() => Compare(typeof(FactRecord).Assembly);

    private static void Compare(Assembly assembly)
    {
        var name = assembly.GetName().Name;
        var folder = Path.Combine(AppContext.BaseDirectory, "PublicApi");
        var agreed = File.ReadAllLines(Path.Combine(folder, $"{name}.txt"));
        var actual = PublicSurface.Describe(assembly);
        if (agreed.SequenceEqual(actual))
            return;
        var file = Path.Combine(folder, $"{name}.actual.txt");
        File.WriteAllLines(file, actual);
        var changes = actual.Except(agreed).Select(line => $"+ {line}").Concat(agreed.Except(actual).Select(line => $"- {line}"));
        Assert.Fail($"The public surface of {name} has changed; all of it is in {file}.\n{string.Join('\n', changes)}");
    }
}
