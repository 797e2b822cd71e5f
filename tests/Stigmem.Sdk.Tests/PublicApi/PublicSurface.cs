using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Stigmem.Sdk.Tests.PublicApi;

/// <summary>Writes down what an assembly shows: a line a member, without what the compiler adds to records.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    public static IReadOnlyList<string> Describe(Assembly assembly) =>
        [.. assembly.GetExportedTypes().SelectMany(Describe).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Describe(Type type)
    {
        yield return $"{Name(type)} : {Kind(type)}";
        foreach (var member in type.GetMembers(Declared).Where(IsShown))
            yield return $"{Name(type)}.{Describe(member)}";
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsSealed: true } => type.GetMethod("<Clone>$") is null ? "sealed class" : "sealed record",
        _ => "class",
    };

    private static bool IsShown(MemberInfo member) => !member.IsDefined(typeof(CompilerGeneratedAttribute)) && member switch
    {
        ConstructorInfo constructor => IsShown((MethodBase)constructor) && !IsCopy(constructor),
        MethodInfo method => IsShown((MethodBase)method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)),
        PropertyInfo property => property.GetMethod is { } get && IsShown(get),
        FieldInfo field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName,
        _ => false,
    };

    private static bool IsShown(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsCopy(ConstructorInfo constructor) =>
        constructor.GetParameters() is [{ } only] && only.ParameterType == constructor.DeclaringType;

    private static string Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"({Parameters(constructor)})",
        MethodInfo method => $"{method.Name}({Parameters(method)}) -> {Name(method.ReturnType)}{Mark(Nullability.Create(method.ReturnParameter))}",
        PropertyInfo property => $"{property.Name} {{ {Accessors(property)} }} -> {Name(property.PropertyType)}{Mark(Nullability.Create(property))}",
        FieldInfo { IsLiteral: true } constant => $"{constant.Name} = {Literal(constant.GetRawConstantValue())}",
        FieldInfo field => $"{field.Name} -> {Name(field.FieldType)}",
        _ => member.Name,
    };

    private static string Accessors(PropertyInfo property)
    {
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        if (property.SetMethod is not { } set || !IsShown(set))
            return $"{required}get;";
        var isInit = set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
        return $"{required}get; {(isInit ? "init" : "set")};";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{Name(parameter.ParameterType)}{Mark(Nullability.Create(parameter))} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Literal(parameter.DefaultValue)}" : "")}"));

    private static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Mark(NullabilityInfo info) =>
        info.ReadState == NullabilityState.Nullable && Nullable.GetUnderlyingType(info.Type) is null ? "?" : "";

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Name(inner) + "?";
        if (type.IsByRef)
            return "ref " + Name(type.GetElementType()!);
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (!type.IsGenericType)
            return type.Namespace?.StartsWith("Stigmem", StringComparison.Ordinal) == true ? type.FullName! : type.Name;
        return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
