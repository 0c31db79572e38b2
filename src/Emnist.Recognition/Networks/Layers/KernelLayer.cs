namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// The options of the layers that multiply by a kernel of weights, <see cref="Dense"/> and the convolutions:
/// <c>y = activation(x * kernel + bias)</c>.
/// </summary>
public abstract class KernelLayer : Layer
{
    private ActivationFunction _activation;
    private bool _useBias = true;

    private protected KernelLayer()
    {
    }

    /// <summary>
    /// The function applied to the result. Default: <see cref="ActivationFunction.Linear"/>, none. It computes what an
    /// <see cref="Layers.Activation"/> layer right after this one does, to the bit; for an alpha of one's own, use that layer.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public ActivationFunction Activation
    {
        get => _activation;
        init => _activation = CheckFunction(value, nameof(Activation));
    }

    /// <summary>Whether a bias is added, one number for each output channel, which starts at zero. Default: true.</summary>
    public bool UseBias
    {
        get => _useBias;
        init => _useBias = value;
    }

    /// <summary>How the kernel is drawn before training. Default: <see cref="Initializer.GlorotUniform"/>.</summary>
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

    /// <summary>
    /// L1 regularization: the loss grows by this times the sum of the kernel's absolute values, as with Keras's
    /// <c>regularizers.L1</c>. Finite, 0 or more. Default: 0, none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0, or not finite.</exception>
    public float KernelL1
    {
        get;
        init => field = CheckRegularization(value, nameof(KernelL1));
    }

    /// <summary>
    /// L2 regularization: the loss grows by this times the sum of the kernel's squares, as with Keras's
    /// <c>regularizers.L2</c>. Finite, 0 or more. Default: 0, none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0, or not finite.</exception>
    public float KernelL2
    {
        get;
        init => field = CheckRegularization(value, nameof(KernelL2));
    }

    internal override string Settings => _activation == ActivationFunction.Linear ? "" : $"activation {_activation}";

    /// <summary>The same layer with another activation.</summary>
    internal KernelLayer With(ActivationFunction activation)
    {
        var copy = (KernelLayer)MemberwiseClone();
        copy._activation = activation;
        return copy;
    }

    /// <summary>The same layer with a bias.</summary>
    internal KernelLayer WithBias()
    {
        var copy = (KernelLayer)MemberwiseClone();
        copy._useBias = true;
        return copy;
    }

    /// <param name="kernelShape">The kernel's sizes, the output channels last.</param>
    /// <param name="fanIn">Inputs that one output sums.</param>
    /// <param name="fanOut">Outputs that one input goes into.</param>
    private protected IReadOnlyList<ParameterDefinition> DescribeParameters(int[] kernelShape, int fanIn, int fanOut) =>
        DescribeParameters(kernelShape[^1], DescribeKernel("kernel", kernelShape, fanIn, fanOut));

    /// <summary>The kernels, and a bias for each of the outputs if there is one.</summary>
    private protected IReadOnlyList<ParameterDefinition> DescribeParameters(
        int outputs, params ReadOnlySpan<ParameterDefinition> kernels) =>
        UseBias ? [.. kernels, new ParameterDefinition("bias", [outputs], Initializer.Zeros)] : [.. kernels];

    private protected ParameterDefinition DescribeKernel(string name, int[] shape, int fanIn, int fanOut) =>
        new(name, shape, KernelInitializer) { FanIn = fanIn, FanOut = fanOut, L1 = KernelL1, L2 = KernelL2 };

    private static float CheckRegularization(float value, string option) => value >= 0 && float.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(option, value, "The factor must be finite and 0 or more.");
}
