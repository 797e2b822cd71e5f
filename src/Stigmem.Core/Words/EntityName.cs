namespace Stigmem.Core.Words;

/// <summary>The part of an entity URI that people would say.</summary>
public static class EntityName
{
    /// <summary>The path of a formal URI, what follows the type of an informal one.</summary>
    public static string PathOf(string entity)
    {
        var authority = entity.IndexOf("://", StringComparison.Ordinal);
        if (authority < 0)
            return entity[(entity.IndexOf(':') + 1)..];
        var path = entity.IndexOf('/', authority + 3);
        return path < 0 ? entity[(authority + 3)..] : entity[(path + 1)..];
    }

    /// <summary>The last segment of a formal URI, what follows the type of an informal one.</summary>
    public static string LastOf(string entity)
    {
        var path = PathOf(entity).TrimEnd('/');
        return path[(path.LastIndexOf('/') + 1)..];
    }
}
