using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.IO;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Search;

namespace Emnist.Recognition.Tests.Architecture;

/// <summary>
/// Which room of the libraries may know which, that no circle of types passes through several rooms, and that only Numerics
/// is unsafe. A room is a folder. That the core does not know Training, the compiler sees to.
/// </summary>
internal static class DependencyRules
{
    private const string Root = "Emnist.Recognition";
    private const string Facade = "";

    /// <summary>The types of the root that every room may use.</summary>
    private static readonly Type[] Shared = [typeof(ImageSize), typeof(PredictionStatus), typeof(RecognitionException)];

    private static readonly Dictionary<string, Permission> Allowed = new()
    {
        [Facade] = new(["Reading", "Imaging", "Onnx", "Networks", "Networks.Inference"], typeof(ParallelWork), typeof(FileKind), typeof(InputFile)),
        ["Reading"] = new(
            ["Imaging", "Imaging.Normalization", "Imaging.Planes"],
            typeof(CharacterCandidate), typeof(CharacterClasses), typeof(CharacterNetwork), typeof(CharacterPrediction), typeof(CharacterSet),
            typeof(CharacterVariant), typeof(PixelRectangle), typeof(ReadTextOptions), typeof(RecognizedCharacter), typeof(RecognizedField),
            typeof(RecognizedGrid), typeof(RecognizedLine), typeof(RecognizedText), typeof(RecognizedWord), typeof(WordList),
            typeof(ParallelWork)),
        ["Imaging"] = new(["Imaging.Codecs", "Imaging.Normalization", "Imaging.Planes", "IO"]),
        ["Imaging.Codecs"] = new(
            ["IO"], typeof(BoxReduction), typeof(ChannelChoice), typeof(GrayImage), typeof(IImageDecoder), typeof(ImageDecoderOptions),
            typeof(ImageFormatException), typeof(PixelFormat)),
        ["Imaging.Normalization"] = new(["Imaging.Planes"], typeof(CharacterFraming), typeof(GrayImage)),
        ["Imaging.Planes"] = new(["Numerics"], typeof(GrayImage)),
        ["Onnx"] = new(["Networks", "Networks.Layers", "IO"], typeof(CharacterFraming), typeof(InputForm)),
        ["Networks"] = new(["Networks.Layers", "Networks.Inference", "Numerics"]),
        ["Networks.Inference"] = new(
            ["Networks.Layers", "Numerics"],
            typeof(ActivationFunction), typeof(LayerGeometry), typeof(NetworkLayer), typeof(Parameter), typeof(PointwiseFunctions),
            typeof(TensorShape)),
        ["Networks.Layers"] = new(
            [],
            typeof(ActivationFunction), typeof(Initializer), typeof(NetworkShapeException), typeof(Padding), typeof(ParameterDefinition),
            typeof(TensorShape), typeof(Window), typeof(WindowPads), typeof(WindowSize)),
        ["Numerics"] = new([]),
        ["IO"] = new([]),
        ["Training"] = new(
        [
            "Imaging", "Imaging.Normalization", "Imaging.Planes", "Onnx", "Networks", "Networks.Layers", "Networks.Inference", "Numerics",
            "Training.Backpropagation", "Training.Callbacks", "Training.Checkpoints", "Training.Datasets", "Training.Evaluation",
            "Training.Numerics", "Training.Optimizers",
        ]),
        ["Training.Search"] = new(["Networks", "Numerics", "Training", "Training.Callbacks", "Training.Datasets"]),
        ["Training.Callbacks"] = new(["Networks", "Onnx", "IO", "Training.Checkpoints"], typeof(EpochResult), typeof(InputForm)),
        ["Training.Optimizers"] = new(["Networks", "Numerics", "Training.Backpropagation", "Training.Checkpoints"]),
        ["Training.Checkpoints"] = new(["IO"]),
        ["Training.Backpropagation"] = new(["Networks", "Networks.Layers", "Numerics", "Training.Numerics"]),
        ["Training.Datasets"] = new(["Imaging", "Numerics", "IO"], typeof(TensorShape)),
        ["Training.Evaluation"] = new([]),
        ["Training.Reporting"] = new(
            ["Training.Evaluation"],
            typeof(GrayImage), typeof(EpochResult), typeof(TrainingHistory), typeof(SearchResult), typeof(TrialResult), typeof(TrialValues)),
        ["Training.Numerics"] = new(["Numerics"]),
    };

    /// <summary>The metrics know nothing; what measures a network is the one type beside them that does.</summary>
    private static readonly Dictionary<Type, Permission> AllowedToType = new()
    {
        [typeof(Evaluator)] = new(["Networks", "Networks.Inference", "Onnx", "Training.Datasets"], typeof(ParallelWork)),
    };

    /// <summary>A line, <c>type -> type: reason</c>, for each fault of the types.</summary>
    public static IReadOnlyList<string> Faults(IEnumerable<Type> types) =>
        [.. types.Where(type => Part(type) is not null).SelectMany(Faults).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The permissions that no type uses: the table is to say what is, and not what was.</summary>
    public static IReadOnlyList<string> Unused(IEnumerable<Type> types)
    {
        ILookup<Permission, Type> used = types
            .Where(type => Part(type) is not null)
            .SelectMany(type => TypeReferences.Of(type).Select(to => (Permission: PermissionOf(type), To: to)))
            .ToLookup(reference => reference.Permission, reference => reference.To);
        var permissions = Allowed.Select(row => (Room: Name(row.Key), Permission: row.Value))
            .Concat(AllowedToType.Select(row => (Room: row.Key.Name, Permission: row.Value)));
        return
        [
            .. permissions.SelectMany(row => row.Permission.Parts
                .Except(used[row.Permission].Select(Part))
                .Concat(row.Permission.Types.Except(used[row.Permission]).Select(type => type.Name))
                .Select(unused => $"{row.Room} does not use {unused}")),
        ];
    }

    /// <summary>The circles of the types that pass through several rooms, and those of the rooms in the table.</summary>
    public static IReadOnlyList<string> Circles(IEnumerable<Type> types)
    {
        var graph = types.Where(type => Part(type) is not null)
            .GroupBy(Outermost)
            .ToDictionary(group => group.Key, group => group.SelectMany(TypeReferences.Of).Select(Outermost).ToHashSet());
        var rooms = Allowed.ToDictionary(row => row.Key, row => row.Value.Parts.ToHashSet());
        foreach ((Type type, Permission permission) in AllowedToType)
        {
            rooms[Part(type)!].UnionWith(permission.Parts);
        }

        return
        [
            .. CirclesOf(graph).Where(circle => circle.Select(Part).Distinct().Count() > 1).Select(circle => Line(circle.Select(type => $"{type}"))),
            .. CirclesOf(rooms).Select(circle => Line(circle.Select(Name))),
        ];

        static string Line(IEnumerable<string> circle) => $"a circle: {string.Join(", ", circle.Order(StringComparer.Ordinal))}";
    }

    /// <summary>The sets of nodes that all reach each other.</summary>
    public static IEnumerable<IReadOnlySet<T>> CirclesOf<T>(IReadOnlyDictionary<T, HashSet<T>> graph)
        where T : notnull
    {
        Dictionary<T, HashSet<T>> reached = graph.Keys.ToDictionary(node => node, Reach);
        HashSet<T> seen = [];
        foreach (T node in graph.Keys)
        {
            HashSet<T> circle = [.. reached[node].Where(other => reached.TryGetValue(other, out HashSet<T>? back) && back.Contains(node))];
            if (circle.Count > 1 && !seen.Overlaps(circle))
            {
                seen.UnionWith(circle);
                yield return circle;
            }
        }

        HashSet<T> Reach(T start)
        {
            HashSet<T> found = [];
            Stack<T> next = new([start]);
            while (next.TryPop(out T? node))
            {
                foreach (T neighbour in graph.GetValueOrDefault(node, []).Where(found.Add))
                {
                    next.Push(neighbour);
                }
            }

            return found;
        }
    }

    /// <summary>Whether types of a room, by its folder, may know a type.</summary>
    public static bool MayKnow(string part, Type to) => MayKnow(part, Allowed[part], to);

    /// <summary>
    /// The room of a namespace below the root. A folder inside a room that has no rooms in the table belongs to it; any other
    /// must be in the table.
    /// </summary>
    public static string Part(string folder)
    {
        string part = folder;
        while (!Allowed.ContainsKey(part) && part.LastIndexOf('.') is > 0 and int end)
        {
            part = part[..end];
        }

        bool hasRooms = Allowed.Keys.Any(key => key.StartsWith(part + ".", StringComparison.Ordinal));
        return hasRooms ? folder : part;
    }

    public static bool IsKnown(string part) => Allowed.ContainsKey(part);

    private static IEnumerable<string> Faults(Type from)
    {
        string part = Part(from)!;
        if (!IsKnown(part))
        {
            return [$"{Outermost(from)}: the part {part} is not in the table of {nameof(DependencyRules)}"];
        }

        IReadOnlySet<Type> references = TypeReferences.Of(from);
        var upward = references
            .Where(to => !MayKnow(part, PermissionOf(from), to))
            .Select(to => $"{Outermost(from)} -> {Outermost(to)}: {Name(part)} may not know {Name(Part(to)!)}");
        var unsafeCode = references
            .Where(to => !part.EndsWith("Numerics", StringComparison.Ordinal) && IsUnsafe(to))
            .Select(to => $"{Outermost(from)} -> {to}: only Numerics is unsafe");
        return upward.Concat(unsafeCode);
    }

    private static bool MayKnow(string part, Permission permission, Type to) =>
        Part(to) is not { } target || target == part || permission.Parts.Contains(target)
        || permission.Types.Contains(Outermost(to)) || Shared.Contains(Outermost(to));

    private static Permission PermissionOf(Type type) =>
        AllowedToType.GetValueOrDefault(Outermost(type)) ?? Allowed[Part(type)!];

    /// <summary>The room of a type, or null for a type of someone else's.</summary>
    private static string? Part(Type type)
    {
        string name = type.HasElementType || type.IsGenericParameter ? "" : type.Namespace ?? "";
        return name == Root ? Facade : name.StartsWith(Root + ".", StringComparison.Ordinal) ? Part(name[(Root.Length + 1)..]) : null;
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

    /// <summary>What a room may know: whole rooms, and types of others.</summary>
    private sealed class Permission(string[] parts, params Type[] types)
    {
        public string[] Parts => parts;

        public Type[] Types => types;
    }
}
