using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks.Inference;

/// <summary>
/// Turns a network's operations into the steps of a plan. A convolution is held back until it is known what follows, so
/// that a batch normalization can go into its weights, and a ReLU and a pooling into its last pass.
/// </summary>
internal sealed class PlanCompiler
{
    private readonly List<PlanStep> _steps = [];
    private readonly bool _winograd;
    private ConvolutionGeometry _geometry;
    private float[]? _kernel;
    private float[] _bias = [];
    private bool _relu;
    private int _length;

    /// <param name="inputLength">Values of one sample of the network's input.</param>
    /// <param name="winograd">Whether convolutions may run by Winograd's filtering; false computes all directly.</param>
    public PlanCompiler(int inputLength, bool winograd)
    {
        _length = inputLength;
        _winograd = winograd;
    }

    private bool UsesWinograd => _winograd && WinogradTiling.Fits(SimdKernels.Best, _geometry);

    /// <summary>Adds the next operation. Dropout and Flatten change nothing in prediction.</summary>
    public void Add(NetworkLayer layer)
    {
        int length = layer.InputShape.Length;
        int channels = layer.InputShape.Channels;
        switch (layer.Definition)
        {
            case Conv2D convolution:
                AddConvolution(layer, LayerGeometry.Create(convolution, layer));
                break;
            case Dense dense:
                AddConvolution(layer, LayerGeometry.Create(dense, layer));
                break;
            case BatchNormalization normalization:
                (float[] scale, float[] shift) = Fold(normalization, layer);
                AddScaleAndShift(scale, shift);
                break;
            case Activation { Function: ActivationFunction.Relu }:
                AddRelu(length);
                break;
            case Activation { Function: ActivationFunction.Softmax }:
                AddSoftmax(length, channels);
                break;
            case MaxPooling2D pooling:
                AddMaxPooling(LayerGeometry.Create(pooling, layer));
                break;
            case GlobalAveragePooling2D:
                Add(new GlobalAveragePoolingPlanStep(length, channels));
                break;
            case Activation { Function: ActivationFunction.Linear } or Dropout or Flatten:
                break;
            default:
                throw new NotSupportedException($"No plan is known for a {layer.Definition.GetType().Name} layer.");
        }
    }

    public void AddSoftmax(int length, int channels) => Add(new SoftmaxPlanStep(length, channels));

    public IReadOnlyList<PlanStep> Build()
    {
        Flush(pooled: false);
        return _steps;
    }

    private void AddConvolution(NetworkLayer layer, in ConvolutionGeometry geometry)
    {
        Flush(pooled: false);
        _geometry = geometry;
        _kernel = layer.Parameters[0].Values.ToArray();
        _bias = layer.Find("bias") is { } bias ? bias.Values.ToArray() : new float[geometry.OutputChannels];
        _relu = false;
        _length = geometry.OutputLength;
    }

    private void AddScaleAndShift(float[] scale, float[] shift)
    {
        // After a Flatten there is a factor for each place of the image, which no kernel holds.
        if (_kernel is null || _relu || scale.Length != _geometry.OutputChannels)
        {
            Add(new ScaleAndShiftPlanStep(_length, scale, shift));
            return;
        }

        ChannelMath.ScaleAndShift(_kernel, scale, new float[scale.Length], _kernel);
        ChannelMath.ScaleAndShift(_bias, scale, shift, _bias);
    }

    private void AddRelu(int length)
    {
        if (_kernel is null)
        {
            Add(new ReluPlanStep(length));
        }

        _relu = true;
    }

    private void AddMaxPooling(in PoolingGeometry geometry)
    {
        bool isHalving = geometry is { WindowHeight: 2, WindowWidth: 2, StrideHeight: 2, StrideWidth: 2 }
            && geometry.OutputHeight == geometry.InputHeight / 2 && geometry.OutputWidth == geometry.InputWidth / 2;
        if (isHalving && _kernel is not null && UsesWinograd)
        {
            Flush(pooled: true);
            _length = geometry.OutputLength;
            return;
        }

        Add(new MaxPoolingPlanStep(geometry));
    }

    private void Add(PlanStep step)
    {
        Flush(pooled: false);
        _steps.Add(step);
        _length = step.OutputLength;
    }

    /// <summary>Batch normalization in prediction as <c>y = scale * x + shift</c>, per channel.</summary>
    private static (float[] Scale, float[] Shift) Fold(BatchNormalization normalization, NetworkLayer layer)
    {
        Span<float> gamma = layer.Parameters[0].Values;
        Span<float> beta = layer.Parameters[1].Values;
        Span<float> mean = layer.Parameters[2].Values;
        Span<float> variance = layer.Parameters[3].Values;
        (float[] scale, float[] shift) = (new float[gamma.Length], new float[gamma.Length]);
        for (int c = 0; c < gamma.Length; c++)
        {
            double factor = gamma[c] / Math.Sqrt((double)variance[c] + normalization.Epsilon);
            scale[c] = (float)factor;
            shift[c] = (float)(beta[c] - (mean[c] * factor));
        }

        return (scale, shift);
    }

    /// <summary>
    /// Adds the convolution that is held back, if there is one. That must come before whatever is added next, or the
    /// steps would run in another order than the layers, and before another convolution is held, which would take its
    /// place. What goes into the convolution, a batch normalization and then a ReLU, must come before the flush, since
    /// the step packs its weights for good.
    /// </summary>
    private void Flush(bool pooled)
    {
        if (_kernel is not null)
        {
            _steps.Add(UsesWinograd
                ? new WinogradPlanStep(_geometry, _kernel, _bias, _relu, pooled)
                : new ConvolutionPlanStep(_geometry, _kernel, _bias, _relu));
            _kernel = null;
        }
    }
}
