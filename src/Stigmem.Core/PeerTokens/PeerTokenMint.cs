using System.Text;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Signatures;

namespace Stigmem.Core.PeerTokens;

/// <summary>Writes tokens for peers. Source of the rule: Federation contract, section 4.</summary>
/// <param name="signer">The federation key of this node.</param>
public sealed class PeerTokenMint(ISigner signer)
{
    private const int OnStack = 1024;

    private static readonly string Header = Base64Url.Encode("""{"alg":"EdDSA","typ":"JWT"}"""u8);

    /// <summary>A signed token in the compact form of RFC 7515.</summary>
    public string Mint(in PeerTokenClaims claims)
    {
        var content = $"{Header}.{Base64Url.Encode(Payload(claims))}";
        return $"{content}.{Base64Url.Encode(signer.Sign(Encoding.ASCII.GetBytes(content)))}";
    }

    private static byte[] Payload(in PeerTokenClaims claims)
    {
        var writer = new CanonicalWriter(stackalloc byte[OnStack]);
        try
        {
            writer.Raw("{\"iss\":"u8);
            writer.AsciiText(claims.Issuer);
            writer.Raw(",\"sub\":"u8);
            writer.AsciiText(claims.Subject);
            writer.Raw(",\"iat\":"u8);
            writer.Integer(claims.IssuedAtMs);
            writer.Raw(",\"exp\":"u8);
            writer.Integer(claims.ExpiresAtMs);
            writer.Raw(",\"nonce\":"u8);
            writer.AsciiText(claims.Nonce);
            writer.Raw(",\"scopes\":["u8);
            for (var i = 0; i < claims.Scopes.Count; i++)
            {
                if (i > 0) writer.Raw(","u8);
                writer.AsciiText(claims.Scopes[i]);
            }

            writer.Raw("]}"u8);
            return writer.Written.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }
}
