namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// A fully connected layer: <c>y[n] = bias[n] + sum over k of x[k] * kernel[k, n]</c>. Input [inputs], output [units].
/// Unlike Keras's, it takes vectors only: flatten an image first.
/// </summary>
public sealed class Dense : Layer
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
    public int Units { get; }

    /// <summary>Whether a bias is added. Default: true.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>How the kernel is drawn. Default: <see cref="Initializer.GlorotUniform"/>. The bias starts at zero.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public Initializer KernelInitializer
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(KernelInitializer));
            field = value;
        }
    } = Initializer.GlorotUniform;

    /// <summary>L1 regularization: the loss grows by this times the sum of the kernel's absolute values, as Keras's <c>regularizers.L1</c>. Finite, 0 or more. Default: 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0, or not finite.</exception>
    public float KernelL1
    {
        get;
        init => field = CheckRegularization(value, nameof(KernelL1));
    }

    /// <summary>L2 regularization: the loss grows by this times the sum of the kernel's squares, as Keras's <c>regularizers.L2</c>. Default: 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0, or not finite.</exception>
    public float KernelL2
    {
        get;
        init => field = CheckRegularization(value, nameof(KernelL2));
    }

    internal override string KindName => "dense";

    internal override TensorShape InferShape(string name, TensorShape input)
    {
        RequireVector(name, input);
        return RequireVectorSize(name, input, Units);
    }

    internal override IReadOnlyList<ParameterDefinition> DescribeParameters(TensorShape input)
    {
        var kernel = new ParameterDefinition("kernel", [input.Length, Units], KernelInitializer) { FanIn = input.Length, FanOut = Units, L1 = KernelL1, L2 = KernelL2 };
        return UseBias ? [kernel, new ParameterDefinition("bias", [Units], Initializer.Zeros)] : [kernel];
    }
}
