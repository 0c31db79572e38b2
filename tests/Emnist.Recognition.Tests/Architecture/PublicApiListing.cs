using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Emnist.Recognition.Tests.Architecture;

/// <summary>A line for each public type and for each of its members that a user can reach, in ordinal order.</summary>
internal static class PublicApiListing
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    public static IReadOnlyList<string> Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().SelectMany(Lines).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Lines(Type type)
    {
        string name = $"{type.Namespace}.{TypeText.Of(type)}";
        IEnumerable<string> members = type.GetMembers(Own).Select(Member).OfType<string>();
        return members.Select(member => $"{name}.{member}").Prepend($"{name} ({Kind(type)})");
    }

    private static string Kind(Type type)
    {
        string kind = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type.IsValueType ? "struct"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        return kind is "enum" or "delegate" || Bases(type) is not { Length: > 0 } bases ? kind : $"{kind}: {bases}";
    }

    private static string Bases(Type type)
    {
        Type? parent = type.IsClass && type.BaseType != typeof(object) ? type.BaseType : null;
        IEnumerable<Type> interfaces = type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []);
        IEnumerable<Type> bases = interfaces.Where(one => one.IsPublic).Concat(parent is null ? [] : [parent]);
        return string.Join(", ", bases.Select(one => TypeText.Of(one)).Order(StringComparer.Ordinal));
    }

    private static string? Member(MemberInfo member) => member switch
    {
        FieldInfo field when IsOpen(field.Attributes) && !field.IsSpecialName => Field(field),
        PropertyInfo property => Property(property),
        EventInfo { AddMethod: { } add } e when IsOpen(add) =>
            $"{e.Name}: {Modifiers(add)}event {TypeText.Of(e.EventHandlerType!)}",
        ConstructorInfo { IsStatic: false } constructor when IsOpen(constructor) =>
            $"new({Parameters(constructor.GetParameters())})",
        MethodInfo method when IsListed(method) => Method(method),
        _ => null,
    };

    private static string Field(FieldInfo field)
    {
        string type = TypeText.Of(field.FieldType, Nullability.Create(field));
        return field.IsLiteral ? $"{field.Name}: const {type} = {Constant(field.GetRawConstantValue())}"
            : $"{field.Name}: {(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{type}";
    }

    private static string? Property(PropertyInfo property)
    {
        MethodInfo? getter = property.GetMethod is { } get && IsOpen(get) ? get : null;
        MethodInfo? setter = property.SetMethod is { } set && IsOpen(set) ? set : null;
        if ((getter ?? setter) is not { } accessor || property.IsDefined(typeof(CompilerGeneratedAttribute)))
        {
            return null;
        }

        bool init = setter?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ?? false;
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        string accessors = (getter is null ? "" : "get; ") + (setter is null ? "" : init ? "init; " : "set; ");
        string index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{Parameters(parameters)}]" : "";
        string type = TypeText.Of(property.PropertyType, Nullability.Create(property));
        return $"{property.Name}{index}: {Modifiers(accessor)}{required}{type} {{ {accessors}}}";
    }

    private static string Method(MethodInfo method)
    {
        string generic = method.IsGenericMethod
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>"
            : "";
        string result = TypeText.Of(method.ReturnType, Nullability.Create(method.ReturnParameter));
        string names = method.ReturnParameter.GetCustomAttribute<TupleElementNamesAttribute>() is { } tuple
            ? $" ({string.Join(", ", tuple.TransformNames)})"
            : "";
        return $"{method.Name}{generic}({Parameters(method.GetParameters())}): {Modifiers(method)}{result}{names}";
    }

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(parameter =>
    {
        string by = parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef ? "ref " : "";
        bool isParams = parameter.IsDefined(typeof(ParamArrayAttribute))
            || parameter.IsDefined(typeof(ParamCollectionAttribute));
        string type = TypeText.Of(parameter.ParameterType, Nullability.Create(parameter));
        string value = parameter.HasDefaultValue ? $" = {Constant(parameter.RawDefaultValue)}" : "";
        return $"{(isParams ? "params " : "")}{by}{type} {parameter.Name}{value}";
    }));

    private static string Constant(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Modifiers(MethodBase method)
    {
        string access = method.IsPublic ? "" : "protected ";
        bool overrides = method is MethodInfo info && info.GetBaseDefinition() != info;
        string kind = method.IsStatic ? "static "
            : method.DeclaringType!.IsInterface ? ""
            : method.IsAbstract ? "abstract "
            : overrides ? "override "
            : method is { IsVirtual: true, IsFinal: false } ? "virtual "
            : "";
        return access + kind;
    }

    private static bool IsListed(MethodInfo method) =>
        IsOpen(method)
        && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
        && !method.IsDefined(typeof(CompilerGeneratedAttribute));

    private static bool IsOpen(MethodBase method) =>
        method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    private static bool IsOpen(FieldAttributes attributes) =>
        (attributes & FieldAttributes.FieldAccessMask)
            is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;
}
