using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Emnist.Recognition.Tests.Architecture;

/// <summary>
/// Which part of the library may know which, and that only Numerics is unsafe. A part is a folder under the root.
/// </summary>
internal static class DependencyRules
{
    private const string Root = "Emnist.Recognition";
    private const string Facade = "";

    /// <summary>The types of the root that every part may use.</summary>
    private static readonly Type[] Shared = [typeof(ImageSize), typeof(RecognitionException)];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        [Facade] = ["Imaging", "Networks", "Onnx"],
        ["Training"] = ["Imaging", "Networks", "Datasets", "Evaluation", "Onnx", "Numerics"],
        ["Evaluation"] = [],
        ["Evaluation.Evaluator"] = ["Networks", "Datasets", "Onnx"],
        ["Datasets"] = ["Imaging", "Numerics"],
        ["Onnx"] = ["Networks"],
        ["Networks"] = ["Numerics"],
        ["Imaging"] = [],
        ["Numerics"] = [],
    };

    /// <summary>A line, <c>type -> type: reason</c>, for each fault of the types.</summary>
    public static IReadOnlyList<string> Faults(IEnumerable<Type> types) =>
        [.. types.Where(type => Part(type) is not null).SelectMany(Faults).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Faults(Type from)
    {
        string part = Part(from)!;
        if (!Allowed.ContainsKey(part))
        {
            return [$"{Outermost(from)}: the part {part} is not in the table of {nameof(DependencyRules)}"];
        }

        string rule = Outermost(from).FullName == $"{Root}.Evaluation.Evaluator" ? "Evaluation.Evaluator" : part;
        IReadOnlySet<Type> references = TypeReferences.Of(from);
        var upward = references
            .Where(to => Part(to) is { } target && target != part && !Shared.Contains(to) && !Allowed[rule].Contains(target))
            .Select(to => $"{Outermost(from)} -> {Outermost(to)}: {Name(part)} may not know {Name(Part(to)!)}");
        var unsafeCode = references
            .Where(to => part != "Numerics" && IsUnsafe(to))
            .Select(to => $"{Outermost(from)} -> {to}: only Numerics is unsafe");
        return upward.Concat(unsafeCode);
    }

    /// <summary>The first part of the namespace under the root, or null for a type of someone else's.</summary>
    private static string? Part(Type type)
    {
        string name = type.HasElementType || type.IsGenericParameter ? "" : type.Namespace ?? "";
        return name == Root ? Facade
            : name.StartsWith(Root + ".", StringComparison.Ordinal) ? name.Split('.')[2]
            : null;
    }

    private static string Name(string part) => part == Facade ? "the facade" : part;

    private static bool IsUnsafe(Type type) =>
        type.IsPointer || type.IsFunctionPointer || type == typeof(Unsafe) || type == typeof(NativeMemory);

    private static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type.IsGenericType ? type.GetGenericTypeDefinition() : type;
    }
}
