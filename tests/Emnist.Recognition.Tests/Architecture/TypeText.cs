using System.Reflection;

namespace Emnist.Recognition.Tests.Architecture;

/// <summary>Types as C# writes them, with the marks of nullable references.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(char)] = "char",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type, NullabilityInfo? nullability = null)
    {
        string mark = nullability?.ReadState == NullabilityState.Nullable && !type.IsValueType ? "?" : "";
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, nullability);
        }

        if (type.IsArray)
        {
            string element = Of(type.GetElementType()!, nullability?.ElementType);
            return $"{element}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Of(value) + "?";
        }

        return (Keywords.TryGetValue(type, out string? keyword) ? keyword : Name(type, nullability)) + mark;
    }

    private static string Name(Type type, NullabilityInfo? nullability)
    {
        string outer = type.IsNested && !type.IsGenericParameter ? Of(type.DeclaringType!) + "." : "";
        string name = type.Name.Split('`')[0];
        if (!type.IsGenericType)
        {
            return outer + name;
        }

        NullabilityInfo[] marks = nullability?.GenericTypeArguments ?? [];
        var arguments = type.GetGenericArguments().Select((argument, i) => Of(argument, marks.ElementAtOrDefault(i)));
        return $"{outer}{name}<{string.Join(", ", arguments)}>";
    }
}
