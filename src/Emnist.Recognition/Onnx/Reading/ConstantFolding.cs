using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>Computes what nodes make of constant floats, such as a kernel that is transposed or given other dimensions.</summary>
/// <param name="network">Where the floats are counted that are made so: a small file must not make many.</param>
internal sealed class ConstantFolding(NetworkAssembler network)
{
    private long _made;

    /// <summary>The tensor that a node makes of constants; null where it is not one of those.</summary>
    public TensorProto? TryCompute(string operatorType, NodeArguments node)
    {
        if (operatorType == "ConstantOfShape")
        {
            return Fill(node);
        }

        if (ToTensor(node.Value(0)) is not { } tensor)
        {
            return null;
        }

        return operatorType switch
        {
            "Identity" => tensor,
            "Cast" when tensor.IsFloats || tensor.IsIntegers => CastNumbers(node, tensor),
            "Reshape" => Reshape(node, tensor),
            "Flatten" => Flatten(node, tensor),
            "Squeeze" => tensor.WithDimensions(ShapeNodes.Squeeze(node, tensor.Dimensions)),
            "Unsqueeze" => tensor.WithDimensions(ShapeNodes.Unsqueeze(node, tensor.Dimensions)),
            "Slice" when tensor.IsFloats || tensor.IsIntegers => Slice(node, tensor),
            "Transpose" when tensor.IsFloats || tensor.IsIntegers => Transpose(node, tensor),
            "Add" or "Sub" or "Mul" or "Div" when node.Value(1) is ConstantValue { Tensor: { IsFloats: true } other } && tensor.IsFloats =>
                Combine(node, operatorType, tensor, other),
            "Sqrt" when tensor.IsFloats => Map(node, tensor, MathF.Sqrt),
            "Neg" when tensor.IsFloats => Map(node, tensor, static value => -value),
            "Reciprocal" when tensor.IsFloats => Map(node, tensor, static value => 1 / value),
            _ => null,
        };
    }

    private static TensorProto? ToTensor(GraphValue? value) => value switch
    {
        ConstantValue constant => constant.Tensor,
        SizesValue { IsFloat: false } sizes when sizes.Values.All(static size => size is not null) =>
            TensorProto.CreateIntegers(sizes.IsList ? [sizes.Values.Count] : [], [.. sizes.Values.Select(static size => size!.Value)]),
        _ => null,
    };

    private TensorProto Fill(NodeArguments node)
    {
        int[] dimensions = Dimensions(node, node.Integers(0, "shape"));
        TensorProto? value = node.Tensor("value");
        if (value is { IsIntegers: true, Count: 1 } && dimensions.Length <= 1 && Count(dimensions) <= ModelLimits.Integers)
        {
            return TensorProto.CreateIntegers(dimensions, Enumerable.Repeat(value.ToIntegers()[0], (int)Count(dimensions)).ToArray());
        }

        float[] values = Make(node, Count(dimensions));
        if (value is not null)
        {
            values.AsSpan().Fill(value is { IsFloats: true, Count: 1 }
                ? value.ToFloats()[0]
                : throw node.Fault("has a value that is not one number"));
        }

        return TensorProto.Create("", dimensions, values);
    }

    private TensorProto CastNumbers(NodeArguments node, TensorProto tensor)
    {
        bool isFloat = node.CastsToFloats;
        node.Integer("to", missing: 0);
        if (!isFloat)
        {
            throw node.Fault("makes whole numbers of a constant");
        }

        return tensor.IsFloats
            ? tensor
            : TensorProto.Create("", tensor.Dimensions, [.. Count(node, tensor).ToIntegers().Select(static value => (float)value)]);
    }

    private static TensorProto Reshape(NodeArguments node, TensorProto tensor)
    {
        bool allowsZero = node.OperatorSet >= 14 && node.Integer("allowzero", missing: 0) != 0;
        long[] shape = node.Integers(1, "shape");
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = shape[i] == 0 && !allowsZero && i < tensor.Dimensions.Length ? tensor.Dimensions[i] : shape[i];
        }

        int open = Array.IndexOf(shape, -1);
        if (open >= 0)
        {
            long rest = shape.Where((_, i) => i != open).Aggregate(1L, Product);
            shape[open] = rest > 0 ? tensor.Count / rest : 0;
        }

        return shape.Length <= ModelLimits.Dimensions && shape.All(static size => size >= 0) && shape.Aggregate(1L, Product) == tensor.Count
            ? tensor.WithDimensions([.. shape.Select(static size => (int)size)])
            : throw node.Fault($"gives a constant of {tensor.Count} values the dimensions [{string.Join(", ", shape)}]");
    }

    private static TensorProto Flatten(NodeArguments node, TensorProto tensor)
    {
        int rank = tensor.Dimensions.Length;
        long axis = node.Integer("axis", missing: 1);
        int first = axis >= -rank && axis <= rank
            ? (int)(axis < 0 ? axis + rank : axis)
            : throw node.Fault($"flattens from axis {axis} on");
        int[] sizes = tensor.Dimensions.ToArray();
        return tensor.WithDimensions([(int)Count(sizes[..first]), (int)Count(sizes[first..])]);
    }

    private TensorProto Slice(NodeArguments node, TensorProto tensor)
    {
        long[] starts = node.IntegersOf("starts", input: 1, inputSince: 10) ?? [];
        long[] ends = node.IntegersOf("ends", input: 2, inputSince: 10) ?? [];
        long[] steps = node.OperatorSet >= 10 && node.Value(4) is not null ? node.Integers(4, "steps") : [.. starts.Select(static _ => 1L)];
        long[] axes = node.IntegersOf("axes", input: 3, inputSince: 10)
            ?? [.. Enumerable.Range(0, starts.Length).Select(static i => (long)i)];
        if (new[] { ends, steps, axes }.Any(list => list.Length != starts.Length) || steps.Contains(0))
        {
            throw node.Fault("has starts, ends, axes and steps that are not as many, or a step of 0");
        }

        StridedPart part = StridedPart.Of(tensor);
        foreach ((int i, int axis) in ShapeNodes.Places(node, axes, part.Sizes.Length).Index())
        {
            part = part.Slice(axis, starts[i], ends[i], steps[i]);
        }

        return part.Take(Count(node, tensor));
    }

    private TensorProto Transpose(NodeArguments node, TensorProto tensor) =>
        StridedPart.Of(tensor).Transpose(ShapeNodes.Permutation(node, tensor.Dimensions.Length)).Take(Count(node, tensor));

    /// <summary>Two tensors of the same dimensions, or one of them a single number.</summary>
    private TensorProto Combine(NodeArguments node, string operatorType, TensorProto left, TensorProto right)
    {
        bool isSame = left.Dimensions.SequenceEqual(right.Dimensions);
        bool isOneNumber = Math.Min(left.Count, right.Count) == 1;
        bool isLeft = left.Count > right.Count || (left.Count == right.Count && left.Dimensions.Length >= right.Dimensions.Length);
        TensorProto larger = isLeft ? left : right;
        if (!isSame && !isOneNumber)
        {
            throw node.Fault("computes with two constants of different dimensions");
        }

        float[] values = Make(node, larger.Count);
        (float[] x, float[] y) = (Count(node, left).ToFloats(), Count(node, right).ToFloats());
        for (int i = 0; i < values.Length; i++)
        {
            (float a, float b) = (x[i % x.Length], y[i % y.Length]);
            values[i] = operatorType switch
            {
                "Add" => a + b,
                "Sub" => a - b,
                "Mul" => a * b,
                _ => a / b,
            };
        }

        return TensorProto.Create("", larger.Dimensions, values);
    }

    private TensorProto Map(NodeArguments node, TensorProto tensor, Func<float, float> map) =>
        TensorProto.Create("", tensor.Dimensions, [.. Count(node, tensor).ToFloats().Select(map)]);

    private float[] Make(NodeArguments node, long count)
    {
        Count(node, count);
        return new float[count];
    }

    private TensorProto Count(NodeArguments node, TensorProto tensor)
    {
        Count(node, tensor.Count);
        return tensor;
    }

    /// <summary>A file may have each of its floats computed a few times, not without end.</summary>
    private void Count(NodeArguments node, long count)
    {
        _made += count;
        if (_made > (4 * network.HeldParameters) + ModelLimits.SharedParameters)
        {
            throw node.Fault("computes more constants than the file holds");
        }
    }

    private static int[] Dimensions(NodeArguments node, long[] sizes) =>
        sizes.Length <= ModelLimits.Dimensions && sizes.All(static size => size is >= 0 and <= ModelLimits.Parameters)
            && Count(sizes) <= ModelLimits.Parameters
            ? [.. sizes.Select(static size => (int)size)]
            : throw node.Fault($"makes a constant of the dimensions [{string.Join(", ", sizes)}]");

    private static long Count(IEnumerable<int> sizes) => sizes.Aggregate(1L, static (product, size) => Product(product, size));

    private static long Count(IEnumerable<long> sizes) => sizes.Aggregate(1L, Product);

    /// <summary>Far beyond what is read, where it would overflow.</summary>
    private static long Product(long product, long size) =>
        product > ModelLimits.ModelBytes || size is < -ModelLimits.ModelBytes or > ModelLimits.ModelBytes ? long.MaxValue : product * size;
}
