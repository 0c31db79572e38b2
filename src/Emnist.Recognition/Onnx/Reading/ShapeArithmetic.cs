namespace Emnist.Recognition.Onnx.Reading;

/// <summary>
/// The whole numbers that exporters compute of a shape, to say how a Reshape flattens. The size of the batch, which is open, may be
/// moved about, and no more.
/// </summary>
internal static class ShapeArithmetic
{
    private static readonly Dictionary<string, Func<NodeArguments, SizesValue?>> Operators = new(StringComparer.Ordinal)
    {
        ["Add"] = static node => Combine(node, 0, static (x, y) => x + y),
        ["Cast"] = CastNumbers,
        ["Ceil"] = static node => Operand(node, 0),
        ["Concat"] = Concatenate,
        ["Div"] = static node => Combine(node, 1, Divide(node)),
        ["Floor"] = static node => Operand(node, 0),
        ["Gather"] = Gather,
        ["Identity"] = static node => node.Sizes(0, "input"),
        ["Mul"] = static node => Combine(node, 1, static (x, y) => x * y),
        ["ReduceProd"] = Multiply,
        ["Reshape"] = Reshape,
        ["Slice"] = Slice,
        ["Squeeze"] = static node => Regroup(node, isList: false),
        ["Sub"] = static node => Combine(node, 0, static (x, y) => x - y),
        ["Unsqueeze"] = static node => Regroup(node, isList: true),
    };

    /// <summary>The sizes of a value: ONNX's Shape.</summary>
    public static SizesValue ReadShape(NodeArguments node, GraphValue value, int? batchSize)
    {
        IReadOnlyList<long?> sizes = value switch
        {
            DataValue data => [.. data.Sizes.Select(size => size ?? batchSize)],
            ConstantValue constant => [.. constant.Tensor.Dimensions.ToArray().Select(static size => (long?)size)],
            SizesValue list => list.IsList ? [list.Values.Count] : [],
            _ => throw node.Fault("has no shape"),
        };
        (int start, int end) = node.OperatorSet < 15
            ? (0, sizes.Count)
            : (Clip(node.Integer("start", 0), sizes.Count), Clip(node.Integer("end", sizes.Count), sizes.Count));
        return new SizesValue([.. sizes.Take(end).Skip(start)], IsList: true);
    }

    /// <summary>
    /// Computes a node of whole numbers alone; null where it is not one of those. A constant that is made floats is one no more; a size
    /// stays a whole number, and with it the floats that it is computed with.
    /// </summary>
    public static SizesValue? TryCompute(string operatorType, NodeArguments node)
    {
        if (operatorType == "Cast" && node.Value(0) is ConstantValue && node.CastsToFloats)
        {
            return null;
        }

        GraphValue[] values = [.. Enumerable.Range(0, node.InputCount).Select(node.Value).OfType<GraphValue>()];
        bool hasSize = Array.Exists(values, static value => value is SizesValue);
        return node.InputCount > 0
            && Array.TrueForAll(values, value => (hasSize ? ToNumbers(value) : ToSizes(value)) is not null)
            && Operators.TryGetValue(operatorType, out Func<NodeArguments, SizesValue?>? compute)
            ? compute(node)
            : null;
    }

    /// <summary>Whole numbers, of a shape or of a constant; null for anything else.</summary>
    public static SizesValue? ToSizes(GraphValue value) => value switch
    {
        SizesValue sizes => sizes,
        ConstantValue { Tensor: { IsIntegers: true, Count: <= ModelLimits.Integers, Dimensions.Length: <= 1 } tensor } =>
            new SizesValue([.. tensor.ToIntegers().Select(static number => (long?)number)], tensor.Dimensions.Length == 1),
        _ => null,
    };

    /// <summary>Whole numbers that may be a constant of floats.</summary>
    private static SizesValue? ToNumbers(GraphValue value)
    {
        if (value is not ConstantValue { Tensor: { IsFloats: true, Count: <= ModelLimits.Integers, Dimensions.Length: <= 1 } tensor })
        {
            return ToSizes(value);
        }

        float[] numbers = tensor.ToFloats();
        return Array.TrueForAll(numbers, static number => float.IsInteger(number) && Math.Abs(number) <= int.MaxValue)
            ? new SizesValue([.. numbers.Select(static number => (long?)number)], tensor.Dimensions.Length == 1) { IsFloat = true }
            : null;
    }

    private static SizesValue Operand(NodeArguments node, int index) =>
        node.Value(index) is { } value && ToNumbers(value) is { } numbers ? numbers : node.Sizes(index, "input");

    private static SizesValue CastNumbers(NodeArguments node)
    {
        bool isFloat = node.CastsToFloats;
        node.Integer("to", 0);
        return Operand(node, 0) with { IsFloat = isFloat };
    }

    private static Func<long, long, long> Divide(NodeArguments node)
    {
        bool isFloat = Operand(node, 0).IsFloat || Operand(node, 1).IsFloat;
        return (x, y) => y is 0 or -1 || (isFloat && x % y != 0) ? throw node.Fault($"divides the size {x} by {y}") : x / y;
    }

    /// <summary>A list or one number; null for a table.</summary>
    private static SizesValue? Reshape(NodeArguments node)
    {
        if (node.Sizes(1, "shape").Values.Count > 1)
        {
            return null;
        }

        if (node.OperatorSet >= 14)
        {
            node.Integer("allowzero", missing: 0);
        }

        return node.Sizes(0, "input") with { IsList = node.Integers(1, "shape").Length == 1 };
    }

    /// <summary>
    /// Two lists of the same length, or one of them of one number. The batch's size stays what it is beside the neutral number.
    /// </summary>
    private static SizesValue Combine(NodeArguments node, long neutral, Func<long, long, long> compute)
    {
        (SizesValue x, SizesValue y) = (Operand(node, 0), Operand(node, 1));
        int count = Math.Max(x.Values.Count, y.Values.Count);
        if (Math.Min(x.Values.Count, y.Values.Count) is not 1 and var least && least != count)
        {
            throw node.Fault($"computes with lists of {x.Values.Count} and {y.Values.Count} numbers");
        }

        long?[] numbers =
            [.. Enumerable.Range(0, count).Select(i => Number(x.Values[i % x.Values.Count], y.Values[i % y.Values.Count]))];
        return new SizesValue(numbers, x.IsList || y.IsList) { IsFloat = x.IsFloat || y.IsFloat };

        long? Number(long? left, long? right) => (left, right) switch
        {
            ({ } a, { } b) => compute(a, b),
            (null, { } b) when b == neutral => null,
            ({ } a, null) when a == neutral && compute(a, 2) == 2 => null,
            _ => throw node.Fault("computes with the size of the batch"),
        };
    }

    private static SizesValue Concatenate(NodeArguments node)
    {
        node.RequireInteger("axis", missing: 0, required: 0);
        List<long?> values = [];
        for (int i = 0; i < node.InputCount; i++)
        {
            values.AddRange(node.Sizes(i, "input").Values);
        }

        return values.Count <= ModelLimits.Integers
            ? new SizesValue(values, IsList: true)
            : throw node.Fault($"makes a list of more than {ModelLimits.Integers} numbers");
    }

    private static SizesValue Gather(NodeArguments node)
    {
        node.RequireInteger("axis", missing: 0, required: 0);
        (SizesValue from, SizesValue indices) = (node.Sizes(0, "input"), node.Sizes(1, "indices"));
        return new SizesValue([.. node.Integers(1, "indices").Select(Pick)], indices.IsList);

        long? Pick(long index)
        {
            long place = index < 0 ? index + from.Values.Count : index;
            return place >= 0 && place < from.Values.Count
                ? from.Values[(int)place]
                : throw node.Fault($"takes number {index} of {from.Values.Count}");
        }
    }

    private static SizesValue Multiply(NodeArguments node)
    {
        node.IntegersOf("axes", input: 1, inputSince: 18);
        bool keeps = node.Integer("keepdims", missing: 1) != 0;
        node.Integer("noop_with_empty_axes", missing: 0);
        long? product = 1;
        foreach (long? size in node.Sizes(0, "input").Values)
        {
            product = (product, size) switch
            {
                (1, _) => size,
                (_, 1) => product,
                ({ } a, { } b) => a * b,
                _ => throw node.Fault("computes with the size of the batch"),
            };
        }

        return new SizesValue([product], keeps);
    }

    private static SizesValue Slice(NodeArguments node)
    {
        SizesValue from = node.Sizes(0, "input");
        bool isInput = node.OperatorSet >= 10;
        long start = One(isInput ? node.Integers(1, "starts") : node.Integers("starts"), "starts");
        long end = One(isInput ? node.Integers(2, "ends") : node.Integers("ends"), "ends");
        long axis = One(node.IntegersOf("axes", input: 3, inputSince: 10) ?? [0], "axes");
        long step = isInput && node.Value(4) is not null ? One(node.Integers(4, "steps"), "steps") : 1;
        if (!from.IsList || axis is not (0 or -1) || step != 1)
        {
            throw node.Fault("cuts something else than a part out of a list");
        }

        return new SizesValue([.. from.Values.Take(Clip(end, from.Values.Count)).Skip(Clip(start, from.Values.Count))], IsList: true);

        long One(IReadOnlyList<long>? values, string name) =>
            values is [var value] ? value : throw node.Fault($"needs one number as its {name}");
    }

    private static SizesValue Regroup(NodeArguments node, bool isList)
    {
        SizesValue value = node.Sizes(0, "input");
        long[]? axes = node.IntegersOf("axes", input: 1, inputSince: 13);
        return axes is null or [0] or [-1] && (value.Values.Count == 1 || value.IsList == isList)
            ? value with { IsList = isList }
            : throw node.Fault("makes something else than a list of one number, or that number");
    }

    private static int Clip(long place, int count) => (int)Math.Clamp(place < 0 ? place + count : place, 0, count);
}
