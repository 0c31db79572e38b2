using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Tests.Architecture;

/// <summary>
/// Which part of the libraries may know which, and that only Numerics is unsafe. A part is a folder of an assembly. That
/// the core does not know Training, the compiler sees to.
/// </summary>
internal static class DependencyRules
{
    private const string Root = "Emnist.Recognition";
    private const string Facade = "";

    /// <summary>Streams and files, which every part may use.</summary>
    private const string Io = "IO";

    /// <summary>The types of the root that every part may use.</summary>
    private static readonly Type[] Shared = [typeof(ImageSize), typeof(PredictionStatus), typeof(RecognitionException)];

    /// <summary>Sources of samples tell the shape of these, and know no network otherwise.</summary>
    private static readonly (string Part, Type Type) ShapeOfSamples = ("Training.Datasets", typeof(TensorShape));

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        [Facade] = ["Reading", "Imaging", "Networks", "Onnx"],
        ["Reading"] = ["Imaging", "Networks", Facade],
        ["Onnx"] = ["Networks"],
        ["Networks"] = ["Numerics"],
        ["Imaging"] = [],
        ["Numerics"] = [],
        [Io] = [],
        ["Training"] =
        [
            "Imaging", "Networks", "Onnx", "Numerics",
            "Training.Backpropagation", "Training.Datasets", "Training.Evaluation", "Training.Numerics",
        ],
        ["Training.Reporting"] = ["Training", "Training.Evaluation"],
        ["Training.Evaluation"] = [],
        ["Training.Evaluation.Evaluator"] = ["Networks", "Onnx", "Training.Datasets"],
        ["Training.Datasets"] = ["Imaging", "Numerics"],
        ["Training.Backpropagation"] = ["Networks", "Numerics", "Training.Numerics"],
        ["Training.Numerics"] = ["Numerics"],
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

        string evaluator = "Training.Evaluation.Evaluator";
        string rule = Outermost(from).FullName == $"{Root}.{evaluator}" ? evaluator : part;
        IReadOnlySet<Type> references = TypeReferences.Of(from);
        var upward = references
            .Where(to => Part(to) is { } target && target != part && target != Io)
            .Where(to => !Shared.Contains(to) && (part, to) != ShapeOfSamples && !Allowed[rule].Contains(Part(to)!))
            .Select(to => $"{Outermost(from)} -> {Outermost(to)}: {Name(part)} may not know {Name(Part(to)!)}");
        var unsafeCode = references
            .Where(to => !part.EndsWith("Numerics", StringComparison.Ordinal) && IsUnsafe(to))
            .Select(to => $"{Outermost(from)} -> {to}: only Numerics is unsafe");
        return upward.Concat(unsafeCode);
    }

    /// <summary>
    /// The folder under the root, under Training one of its own where the table has it, or null for a type of someone else's.
    /// </summary>
    private static string? Part(Type type)
    {
        string name = type.HasElementType || type.IsGenericParameter ? "" : type.Namespace ?? "";
        if (name == Root || !name.StartsWith(Root + ".", StringComparison.Ordinal))
        {
            return name == Root ? Facade : null;
        }

        string[] folders = name[(Root.Length + 1)..].Split('.');
        string inner = string.Join('.', folders.Take(2));
        return folders[0] == "Training" && Allowed.ContainsKey(inner) ? inner : folders[0];
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
