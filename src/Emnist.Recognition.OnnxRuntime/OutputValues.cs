using System.Numerics.Tensors;

namespace Emnist.Recognition.OnnxRuntime;

/// <summary>What the values of a model's output are, of which probabilities are made.</summary>
internal enum OutputValues
{
    /// <summary>0 or more, of each image with the sum 1.</summary>
    Probabilities,

    /// <summary>Any numbers, or logarithms of probabilities: their softmax are probabilities.</summary>
    Logits,

    /// <summary>0 to 1, each class by itself: the logits that make them are what a softmax is taken of.</summary>
    Sigmoids,
}

/// <summary>Tells the values of outputs apart, and makes probabilities of them.</summary>
internal static class OutputValuesExtensions
{
    /// <summary>How far probabilities may be from summing to 1: as those of half precision are.</summary>
    private const float SumTolerance = 0.01f;

    /// <summary>The next number below 1: what a sigmoid of any large number becomes has no logit.</summary>
    private const float MaxSigmoid = 1 - (1f / (1 << 24));

    /// <summary>Tells what values are.</summary>
    /// <param name="values">[count, classes].</param>
    /// <param name="classes">The classes.</param>
    public static OutputValues Find(ReadOnlySpan<float> values, int classes)
    {
        if (!(TensorPrimitives.Min(values) >= 0 && TensorPrimitives.Max(values) <= 1 + SumTolerance))
        {
            return OutputValues.Logits;
        }

        for (; !values.IsEmpty; values = values[classes..])
        {
            if (!(MathF.Abs(TensorPrimitives.Sum(values[..classes]) - 1) <= SumTolerance))
            {
                return OutputValues.Sigmoids;
            }
        }

        return OutputValues.Probabilities;
    }

    /// <summary>Makes probabilities in place.</summary>
    /// <param name="kind">What the values are.</param>
    /// <param name="values">[count, classes].</param>
    /// <param name="classes">The classes.</param>
    public static void ToProbabilities(this OutputValues kind, Span<float> values, int classes)
    {
        if (kind == OutputValues.Sigmoids)
        {
            foreach (ref float value in values)
            {
                float sigmoid = Math.Clamp(value, float.Epsilon, MaxSigmoid);
                value = MathF.Log(sigmoid) - MathF.Log(1 - sigmoid);
            }
        }

        if (kind == OutputValues.Probabilities)
        {
            return;
        }

        for (; !values.IsEmpty; values = values[classes..])
        {
            // Without the largest, whose exponential may be beyond floats.
            Span<float> row = values[..classes];
            TensorPrimitives.Subtract(row, TensorPrimitives.Max<float>(row), row);
            TensorPrimitives.Exp(row, row);
            TensorPrimitives.Divide(row, TensorPrimitives.Sum<float>(row), row);
        }
    }
}
