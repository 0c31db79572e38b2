using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Emnist.Recognition.OnnxRuntime.Tests;

/// <summary>
/// A model whose answers depend on every value of its input, in one of the forms that inputs have, and what it is to give: a product
/// with random weights, to which a bias keeps the values apart.
/// </summary>
internal sealed class LinearModel
{
    public const int Classes = 5;

    private readonly float[] _weights;
    private readonly int _length;

    /// <param name="type">The type of the input: whole numbers are divided by 255 within.</param>
    /// <param name="declared">The sizes of the input, -1 for open ones.</param>
    /// <param name="length">The values of an image.</param>
    public LinearModel(TensorElementType type, int[] declared, int length)
    {
        _length = length;
        var random = new Random(length);
        _weights = [.. Enumerable.Range(0, length * Classes).Select(_ => ((2 * random.NextSingle()) - 1) * 4 / MathF.Sqrt(length))];
        Builder = new ModelBuilder();
        string x = Builder.Node("Cast", [Builder.Input("pixels", type, declared)], ModelBuilder.Attribute("to", 1L));
        if (type is TensorElementType.UInt8 or TensorElementType.Int32 or TensorElementType.Int64)
        {
            x = Builder.Node("Div", [x, Builder.Floats([1], 255)]);
        }

        x = Builder.Node("Reshape", [x, Builder.Integers(-1, length)]);
        Logits = Builder.Node("MatMul", [x, Builder.Floats([length, Classes], _weights)]);
    }

    public ModelBuilder Builder { get; }

    public string Logits { get; }

    /// <summary>The file, which gives logits.</summary>
    public byte[] Build()
    {
        Builder.Output(Builder.Rename(Logits, "values"));
        return Builder.Build();
    }

    /// <param name="values">[count, length], as they lie in the input, 0 to 1.</param>
    /// <returns>[count, classes]: probabilities.</returns>
    public float[] Expected(float[] values)
    {
        float[] expected = new float[values.Length / _length * Classes];
        for (int i = 0; i < expected.Length; i++)
        {
            (int image, int cls) = Math.DivRem(i, Classes);
            double sum = 0;
            for (int j = 0; j < _length; j++)
            {
                sum += values[(image * _length) + j] * (double)_weights[(j * Classes) + cls];
            }

            expected[i] = (float)sum;
        }

        for (int image = 0; image < expected.Length; image += Classes)
        {
            Span<float> row = expected.AsSpan(image, Classes);
            TensorPrimitives.Exp(row, row);
            TensorPrimitives.Divide(row, TensorPrimitives.Sum<float>(row), row);
        }

        return expected;
    }
}
