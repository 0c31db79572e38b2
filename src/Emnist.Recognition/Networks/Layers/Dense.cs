namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// A fully connected layer: <c>y[n] = activation(bias[n] + sum over k of x[k] * kernel[k, n])</c>. Input [inputs],
/// output [units], kernel [inputs, units], bias [units]. Unlike Keras's, it takes vectors only: flatten an image first.
/// </summary>
/// <example>
/// <code>
/// // 784 inputs, 128 hidden units, 10 logits: 784 * 128 + 128 + 128 * 10 + 10 parameters.
/// var network = new Network(
///     TensorShape.Vector(784),
///     new Dense(128) { Activation = ActivationFunction.Relu },
///     new Dense(10));
/// </code>
/// </example>
public sealed class Dense : KernelLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="units">Outputs, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="units"/> is below 1.</exception>
    public Dense(int units)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        Units = units;
    }

    /// <summary>Outputs.</summary>
    public int Units { get; private set; }

    internal override string KindName => "dense";

    /// <summary>The same layer with another number of outputs.</summary>
    internal Dense With(int units)
    {
        var copy = (Dense)MemberwiseClone();
        copy.Units = units;
        return copy;
    }

    internal override TensorShape InferShape(string name, TensorShape input)
    {
        RequireVector(name, input);
        return RequireVectorSize(name, input, Units);
    }

    internal override IReadOnlyList<ParameterDefinition> DescribeParameters(TensorShape input) =>
        DescribeParameters([input.Length, Units], input.Length, Units);
}
