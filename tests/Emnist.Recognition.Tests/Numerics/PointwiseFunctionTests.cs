using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Tests.Numerics;

/// <summary>Activations and their slopes against their formulas in double precision.</summary>
public sealed class PointwiseFunctionTests
{
    private static readonly Dictionary<string, (PointwiseFunction Function, Func<double, double> Value, Func<double, double> Slope)> Functions = new()
    {
        ["tanh"] = (new TanhFunction(), Math.Tanh, static x => 1 - (Math.Tanh(x) * Math.Tanh(x))),
        ["sigmoid"] = (new SigmoidFunction(), Sigmoid, static x => Sigmoid(x) * Sigmoid(-x)),
        ["leaky relu"] = (new LeakyReluFunction(0.2f), static x => x > 0 ? x : 0.2f * x, static x => x > 0 ? 1 : 0.2f),
        ["leaky relu of 0"] = (new LeakyReluFunction(0), static x => Math.Max(x, 0), static x => x > 0 ? 1 : 0),
        ["elu"] = (new EluFunction(1.7f), static x => x > 0 ? x : 1.7f * (Math.Exp(x) - 1), static x => x > 0 ? 1 : 1.7f * Math.Exp(x)),
        ["silu"] = (new SiluFunction(), static x => x * Sigmoid(x), static x => Sigmoid(x) * (1 + (x * Sigmoid(-x)))),
        ["gelu"] = (new GeluFunction(), static x => x * Normal(x), static x => Normal(x) + (x * Bell(x))),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_and_slopes_are_those_of_the_formulas(string name)
    {
        (PointwiseFunction function, Func<double, double> value, Func<double, double> slope) = Functions[name];
        float[] x = [.. Enumerable.Range(-12_000, 24_001).Select(static i => i / 1000f), -100, -1000, -1e30f, 100, 1000, 1e30f, 1e-30f, -0f];
        float[] y = new float[x.Length];
        function.Forward(x, y);
        float[] slopes = Slopes(function, x);

        for (int i = 0; i < x.Length; i++)
        {
            Assert.True(Math.Abs(value(x[i]) - y[i]) <= 4e-7 * Math.Max(1, Math.Abs(value(x[i]))), $"f({x[i]}) = {value(x[i])}, not {y[i]}");
            Assert.True(Math.Abs(slope(x[i]) - slopes[i]) <= 1e-6, $"f'({x[i]}) = {slope(x[i])}, not {slopes[i]}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_depends_on_the_place_and_outputs_may_be_inputs(string name)
    {
        // TensorPrimitives compute the last values of a block in another way.
        float tolerance = name is "tanh" or "sigmoid" ? 2e-7f : 0;
        PointwiseFunction function = Functions[name].Function;
        float[] x = [.. Enumerable.Range(0, 70).Select(static i => 5 * MathF.Sin(i))];
        float[] y = new float[x.Length];
        function.Forward(x, y);
        float[] slopes = Slopes(function, x);
        for (int length = 1; length <= x.Length; length++)
        {
            float[] values = x[..length];
            function.Forward(values, values);
            Assert.Equal(y[..length], values, (x, y) => Math.Abs(x - y) <= tolerance);

            float[] gradient = [.. Enumerable.Repeat(1f, length)];
            function.Backward((function.NeedsInput ? x : y).AsSpan(0, length), gradient, gradient);
            Assert.Equal(slopes[..length], gradient, (x, y) => Math.Abs(x - y) <= tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_not_a_number_stays_so(string name)
    {
        float[] y = new float[11];
        Functions[name].Function.Forward([.. Enumerable.Range(0, 11).Select(static i => i % 5 == 3 ? float.NaN : i)], y);

        Assert.Equal([3, 8], y.Index().Where(static value => float.IsNaN(value.Item)).Select(static value => value.Index));
    }

    private static float[] Slopes(PointwiseFunction function, float[] x)
    {
        float[] values = (float[])x.Clone();
        if (!function.NeedsInput)
        {
            function.Forward(x, values);
        }

        float[] slopes = new float[x.Length];
        function.Backward(values, [.. Enumerable.Repeat(1f, x.Length)], slopes);
        return slopes;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Bell(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>The normal distribution's function: the integral of its bell by Simpson's rule, to some 1e-13.</summary>
    private static double Normal(double x)
    {
        const int steps = 400;
        double end = Math.Clamp(x, -12, 12);
        double width = end / steps;
        double sum = Enumerable.Range(0, steps).Sum(i => Bell(i * width) + (4 * Bell((i + 0.5) * width)) + Bell((i + 1) * width));
        return 0.5 + (sum * width / 6);
    }
}
