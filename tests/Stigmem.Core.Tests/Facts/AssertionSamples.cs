using FsCheck.Fluent;
using FsCheck;
using Stigmem.Core.Clock;
using Stigmem.Core.Facts;

namespace Stigmem.Core.Tests.Facts;

internal static class AssertionSamples
{
    public static Assertion Editor { get; } = new(
        Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057"), "agent:a", FactValueType.String, "editor", 1,
        new Hlc(1000, 0), IsLive: true, Garden: null, MayDiffer: false);

    public static Assertion Reader { get; } = Editor with
    {
        Id = Guid.Parse("6f1c0e3a-5d0b-4d35-9a53-0d8c7a6c1f20"),
        Source = "agent:b",
        ValueText = "reader",
        Hlc = new Hlc(1000, 1),
    };

    /// <summary>Few values per field, so that equal ones meet often; cases shrink towards <see cref="Editor"/>.</summary>
    public static Arbitrary<Assertion> Any { get; } = Arb.From(
        from id in Gen.Frequency((1, Gen.Constant(Editor.Id)), (3, Samples.Ids.Generator))
        from source in Gen.Elements("agent:a", "agent:b")
        from type in Gen.Elements(FactValueType.Number, FactValueType.String)
        from text in Gen.Elements("42", "42.0", "43.0")
        from confidence in Gen.Elements(0, 0.5, 1)
        from wall in Gen.Choose(0, 1)
        from counter in Gen.Choose(0, 1)
        from isLive in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from garden in Gen.Frequency((2, Gen.Constant<Guid?>(null)), (1, Gen.Constant<Guid?>(Reader.Id)))
        from isSystem in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new Assertion(id, source, type, text, confidence, new Hlc(wall, counter), isLive, garden, isSystem),
        Simpler);

    private static IEnumerable<Assertion> Simpler(Assertion one) => new[]
    {
        one with { Source = Editor.Source }, one with { Confidence = Editor.Confidence }, one with { Hlc = default },
        one with { IsLive = Editor.IsLive }, one with { Garden = Editor.Garden }, one with { MayDiffer = Editor.MayDiffer },
    }.Where(simpler => simpler != one);
}
