using System.Text;
using System.Text.Json;
using Stigmem.Core.Tests.Signatures;
using Stigmem.Core.Transparency;

namespace Stigmem.Core.Tests.Transparency;

public sealed class TreeHeadTests
{
    private const string Time = "2026-05-02T00:00:00+00:00";

    private static readonly TreeHead Head = new(ContractKey.KeyId, 8, new SampleLog(SampleLog.KnownEntries).Tree.Root(8), Time, ContractKey.KeyId);

    [Fact]
    public void A_head_is_signed_over_all_it_says()
    {
        using var signer = ContractKey.Signer();
        const string Key = ContractKey.PublicText;
        Assert.Equal(
            """{"key_id":"56475aa75463474c","log_id":"56475aa75463474c","root_hash":"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328","timestamp":"2026-05-02T00:00:00+00:00","tree_size":8}""",
            Encoding.UTF8.GetString(Head.SignedBytes()));
        var signature = Head.Sign(signer);
        Assert.True(Head.IsSignedBy(Key, signature));
        Assert.False((Head with { Size = 7 }).IsSignedBy(Key, signature));
        Assert.False((Head with { Root = SampleLog.Flip(Head.Root, 0) }).IsSignedBy(Key, signature));
        Assert.False((Head with { Timestamp = "2026-05-02T00:00:01+00:00" }).IsSignedBy(Key, signature));
        Assert.False((Head with { LogId = "x" }).IsSignedBy(Key, signature));
        Assert.False((Head with { KeyId = "x" }).IsSignedBy(Key, signature));
        Assert.False(Head.IsSignedBy(Key, "?"));
        using var other = ContractKey.Signer(3);
        Assert.False(Head.IsSignedBy(other.PublicKeyText, signature));
    }

    /// <summary>The figures were made with the standard library of Python after the reference's formula.</summary>
    [Fact]
    public void Writes_and_checks_the_lines_of_the_reference()
    {
        var first = ChainedLog.Next(0, Time, ChainedLog.FirstPrevious, Payload("""{"b":"é","a":1}"""));
        var second = ChainedLog.Next(1, Time, first.ChainHash, Payload("""{"event_type":"key_rotation"}"""));
        Assert.Equal("09ad9fd2fb648cb2f62141215828ea00a62c299db05d20aa9ade2f527a301cc6", first.LeafHash);
        Assert.Equal("aef5182778c119a9795a0940805209c81a12dc5eef29402414aa82d19616093a", first.ChainHash);
        Assert.Equal("d2d3dd2bc5861769d8bb68a598482c077b9881a1662227df9932f54c3cfb073c", second.ChainHash);
        Assert.True(ChainedLog.Verify(first, 0, ChainedLog.FirstPrevious));
        Assert.True(ChainedLog.Verify(second, 1, first.ChainHash));
        Assert.False(ChainedLog.Verify(first, 1, ChainedLog.FirstPrevious));
        Assert.False(ChainedLog.Verify(second, 1, ChainedLog.FirstPrevious));
        Assert.False(ChainedLog.Verify(second with { PreviousHash = ChainedLog.FirstPrevious }, 1, first.ChainHash));
        Assert.False(ChainedLog.Verify(second with { LeafHash = first.LeafHash }, 1, first.ChainHash));
        Assert.False(ChainedLog.Verify(second with { ChainHash = first.ChainHash }, 1, first.ChainHash));
        Assert.False(ChainedLog.Verify(second with { Payload = first.Payload }, 1, first.ChainHash));
        Assert.False(ChainedLog.Verify(second with { Payload = Payload("\"\\ud800\"") }, 1, first.ChainHash));
    }

    private static JsonElement Payload(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
