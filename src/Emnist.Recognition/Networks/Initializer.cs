using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks;

/// <summary>How the parameters of a layer are drawn before training. Keras's definitions; immutable.</summary>
public abstract class Initializer
{
    // The standard deviation of a normal distribution cut off at two standard deviations, which Keras divides by.
    private const double TruncatedNormalDeviation = 0.87962566103423978;

    private protected Initializer()
    {
    }

    /// <summary>Uniform in +-sqrt(6 / (fan in + fan out)): Glorot and Bengio (2010), Keras's default for kernels.</summary>
    public static Initializer GlorotUniform { get; } = new Uniform(static (fanIn, fanOut) => 6.0 / (fanIn + fanOut));

    /// <summary>Truncated normal with variance 2 / (fan in + fan out): Glorot and Bengio (2010).</summary>
    public static Initializer GlorotNormal { get; } = new TruncatedNormal(static (fanIn, fanOut) => 2.0 / (fanIn + fanOut));

    /// <summary>Uniform in +-sqrt(6 / fan in): He et al. (2015).</summary>
    public static Initializer HeUniform { get; } = new Uniform(static (fanIn, _) => 6.0 / fanIn);

    /// <summary>Truncated normal with variance 2 / fan in: He et al. (2015).</summary>
    public static Initializer HeNormal { get; } = new TruncatedNormal(static (fanIn, _) => 2.0 / fanIn);

    /// <summary>All zeros.</summary>
    public static Initializer Zeros { get; } = new Constant(0);

    /// <summary>All ones.</summary>
    public static Initializer Ones { get; } = new Constant(1);

    internal abstract void Fill(Span<float> values, int fanIn, int fanOut, ref SplitMix64 random);

    private sealed class Constant(float value) : Initializer
    {
        internal override void Fill(Span<float> values, int fanIn, int fanOut, ref SplitMix64 random) => values.Fill(value);
    }

    private sealed class Uniform(Func<double, double, double> squaredLimit) : Initializer
    {
        internal override void Fill(Span<float> values, int fanIn, int fanOut, ref SplitMix64 random)
        {
            double limit = Math.Sqrt(squaredLimit(fanIn, fanOut));
            foreach (ref float value in values)
            {
                value = (float)(((2 * random.NextDouble()) - 1) * limit);
            }
        }
    }

    private sealed class TruncatedNormal(Func<double, double, double> variance) : Initializer
    {
        internal override void Fill(Span<float> values, int fanIn, int fanOut, ref SplitMix64 random)
        {
            double deviation = Math.Sqrt(variance(fanIn, fanOut)) / TruncatedNormalDeviation;
            foreach (ref float value in values)
            {
                double normal;
                do
                {
                    // Box and Muller (1958); 1 - u keeps the logarithm's argument above zero.
                    normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                }
                while (Math.Abs(normal) > 2);

                value = (float)(normal * deviation);
            }
        }
    }
}
