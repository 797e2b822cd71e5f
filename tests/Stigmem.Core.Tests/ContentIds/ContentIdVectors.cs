using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;

namespace Stigmem.Core.Tests.ContentIds;

/// <summary>Bodies and their ids, as computed by the reference function; the first 18 in the order of the contract.</summary>
internal static class ContentIdVectors
{
    private const string Ada = "stigmem://acme.test/user/ada";
    private const string Scribe = "stigmem://acme.test/agent/scribe";

    public static IReadOnlyList<(FactBody Body, string Hex)> All { get; } =
    [
        (Of("stigmem://acme.example/user/alice", "memory:prefers", FactScope.Local, FactValueType.String, "dark mode", source: "agent:assistant"), "691cb02640f3af9587d4309a70e3355bc685e82481e81494aaa720c3c396585b"),
        (Of("stigmem://acme.example/doc/1", "memory:note", FactScope.Company, FactValueType.Text, "line1\nline2 \"q\" \\ end", 0.5), "84d70e6a2dfb85755dcfe660d072c5f7bfae72d512aba792a0d11fde3bd6c2f7"),
        (Of("stigmem://acme.example/user/zoë", "memory:name", FactScope.Public, FactValueType.String, "Zoë 東京 🚀 /slash <b>&amp;", 0.95), "9246f9a76cce8221e61a2668d3dcbf22752981d7ebecbd3818fa68db2efb2d8c"),
        (Number("1"), "369fe54430679d8a83ce6c0cc83e3d439cefddd9ce558f398d7d4a4a12981069"),
        (Number("1.0"), "78d6cfceb7bb62e916cb930f21979fd975ba0e800f134047af8a6e26aecde025"),
        (Number("0.5"), "e924284e857207439ae693ba1305229b85313896556d1df513ae493d556ba17d"),
        (Number("1e+21"), "78b3bae22791d0b91e026bed68367162ee14fc67e8788bfc0e82af53804286de"),
        (Number("10000000000000000"), "acf0f4b61e082279ddbca519dea4dcd7752b7cc565244e9ff5df3ad3a79a6d8a"),
        (Number("-1e-05"), "c13ef804a3c811aea27d0376dc70ff22aa6e82b1b5e81b8a4063fbc8929d493a"),
        (Of("x:b", "m:b", FactScope.Team, FactValueType.Boolean, "true"), "6970eb2d2281e84a4a020007aa1fba07b896420cfde0419dd6668f2984b92d54"),
        (Of("x:z", "m:z", FactScope.Team, FactValueType.Null, "null"), "608e578f4eebd7b83a6bc5791a033d40962d9281e535444055d4a33395ac05e8"),
        (Of("x:z", "m:z", FactScope.Public, FactValueType.String, "gone", 0), "bfcdfb30c084c9c40a925d2e946a2fe4e6f92df72ee6bd6258adb5b63448964c"),
        (Of("x:c", "m:c", FactScope.Public, FactValueType.String, "t", 1e-5), "53e8ebda1e0fc1cbbbe5be187633fbb32a5f4d56545f22eb77616a7569eeffe6"),
        (Of("x:c", "m:c", FactScope.Public, FactValueType.String, "t", 0.30000000000000004), "7c59af0eb5d37afd7c5b3207b5f69ad6ce2790164a92a1e7439e74fecb9012e8"),
        (Of("x:ctl", "m:c", FactScope.Public, FactValueType.String, "a\u0001\tb\u007F\u2028c"), "7107bad3fe35c2d211b1e8fe2d8c9c582bf5ec37a42f068f1304423a7d09a8c8"),
        (Of("x:r", "rel:knows", FactScope.Public, FactValueType.Ref, "stigmem://acme.example/user/bob", 0.75), "fa68de390621c036e0a828be371995f18b1957b0aa5c146b2fde69e5088e3c09"),
        (Of("x:d", "m:at", FactScope.Public, FactValueType.DateTime, "2026-05-02T00:00:00Z"), "540b8c66165734ce9112280d3229a59e0c9131ae5d6b7ebc4aac46a2ac873713"),
        (Of("x:e", "m:e", FactScope.Local, FactValueType.String, ""), "66ac49f9c7438005eba50d8ca0e32ffccacd34fe836bae0e75ec5b263cfe378c"),
        (Of(Ada, "memory:role", FactScope.Local, FactValueType.String, "editor", source: Scribe), "bfb71bfee2f87d1acec1d9b3f6d1dde720091de2a963fecd806ee4f9b51e441d"),
        (Of(Ada, "memory:age", FactScope.Company, FactValueType.Number, "42.0", 0.9, Scribe), "d90ad87c3780b60fd737c86a81e6976b4360bc3ac5f0116580054912c1261c93"),
        (Of(Ada, "memory:age", FactScope.Company, FactValueType.Number, "42", 0.9, Scribe), "cc7655b4d4114327f964fd542fc9454839e00de37f7fc77f5c5c5c6c929daef1"),
        (Of(Ada, "memory:active", FactScope.Team, FactValueType.Boolean, "true", 1e-7, Scribe), "2dd776fb29566db58844c2df01543e5532e8712ec45230692d8f7314c0606e0b"),
        (Of(Ada, "memory:gone", FactScope.Public, FactValueType.Null, "null", 0, Scribe), "9821d035d2387f9925868a942f532758010f0d3f44f9a07859db61ff4f7d2254"),
        (Of(Ada, "memory:note", FactScope.Local, FactValueType.Text, "café \"x\"\n\t\\ \u2028 \u007F \u0001 \U0001F331", 0.5, Scribe), "42a9eb02d7d3e60132819450e3ab3e0bfefe9994188ece86c275ff50f0d84449"),
    ];

    public static FactBody Number(string text) => Of("x:n", "m:n", FactScope.Local, FactValueType.Number, text);

    private static FactBody Of(
        string entity,
        string relation,
        FactScope scope,
        FactValueType type,
        string text,
        double confidence = 1,
        string source = "agent:w") => new(entity, relation, type, text, source, confidence, scope);
}
