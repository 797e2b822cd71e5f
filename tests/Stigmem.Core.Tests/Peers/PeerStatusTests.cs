using Stigmem.Core.Faults;
using Stigmem.Core.Peers;

namespace Stigmem.Core.Tests.Peers;

public sealed class PeerStatusTests
{
    private const string Key = "A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg";
    private const string Fingerprint = "sha256:b43cdfe1bf180ef4e22bb93ea9cc8f0ef23b762de714053b3bf0acdda2d7470d";

    [Theory]
    [InlineData(PeerStatus.PendingVerification, "pending_verification", "pending_verification")]
    [InlineData(PeerStatus.PendingApproval, "pending_approval", "pending_verification")]
    [InlineData(PeerStatus.Active, "active", "active")]
    [InlineData(PeerStatus.Rejected, "rejected", "rejected")]
    [InlineData(PeerStatus.Revoked, "revoked", "revoked")]
    [InlineData(PeerStatus.PendingTlProof, "pending_tl_proof", "pending_verification")]
    public void Lists_show_only_the_four_states_that_clients_know(PeerStatus status, string name, string listed)
    {
        Assert.Equal((name, listed), (status.Name(), status.ListName()));
        Assert.True(PeerStatuses.TryParse(name, out var parsed));
        Assert.Equal(status, parsed);
    }

    [Fact]
    public void Other_names_are_no_status()
    {
        Assert.False(PeerStatuses.TryParse("Active", out _));
        Assert.False(PeerStatuses.TryParse(null, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => ((PeerStatus)9).Name());
    }

    [Fact]
    public void Only_a_verified_peer_with_the_right_fingerprint_is_approved()
    {
        Assert.Null(PeerApproval.Refuse(PeerStatus.PendingApproval, Key, Fingerprint));
        Assert.Equal(
            new Fault(FaultCode.BadRequest, "fingerprint mismatch").Message,
            PeerApproval.Refuse(PeerStatus.PendingApproval, Key + "=", Fingerprint)!.Message);
        foreach (var status in Enum.GetValues<PeerStatus>().Where(status => status != PeerStatus.PendingApproval))
        {
            var fault = PeerApproval.Refuse(status, Key, Fingerprint)!;
            Assert.Equal((FaultCode.Conflict, $"peer is not pending approval (status={status.Name()})"), (fault.Code, fault.Message));
        }
    }
}
