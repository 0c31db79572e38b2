using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks.Inference;

/// <summary>
/// Collects the steps of a plan. A convolution is held back until it is known what follows, so that a batch
/// normalization can go into its weights, and a ReLU and a pooling into its last pass.
/// </summary>
internal sealed class PlanBuilder
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
    public PlanBuilder(int inputLength, bool winograd)
    {
        _length = inputLength;
        _winograd = winograd;
    }

    public void AddConvolution(NetworkLayer layer, in ConvolutionGeometry geometry)
    {
        Flush(pooled: false);
        _geometry = geometry;
        _kernel = layer.Parameters[0].Values.ToArray();
        _bias = layer.Find("bias") is { } bias ? bias.Values.ToArray() : new float[geometry.OutputChannels];
        _relu = false;
        _length = geometry.OutputLength;
    }

    public void AddScaleAndShift(float[] scale, float[] shift)
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

    public void AddRelu(int length)
    {
        if (_kernel is null)
        {
            Add(new ReluPlanStep(length));
        }

        _relu = true;
    }

    public void AddMaxPooling(in PoolingGeometry geometry)
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

    public void Add(PlanStep step)
    {
        Flush(pooled: false);
        _steps.Add(step);
        _length = step.OutputLength;
    }

    public IReadOnlyList<PlanStep> Build()
    {
        Flush(pooled: false);
        return _steps;
    }

    private bool UsesWinograd => _winograd && WinogradTiling.Fits(KernelSet.Best, _geometry);

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
