using System.Numerics.Tensors;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Training.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>
/// A convolution, or a dense layer as the convolution of one pixel by one pixel. With X the input pixels under the
/// window of each output pixel:
/// <code>
/// forward:   Y = X W + b
/// backward:  dW = X^T dY         db = sum over rows of dY         dX = dY W^T
///
/// X is gathered from     input             [count, input height, input width, input channels]
/// Y                      output            [count, output height, output width, output channels]
/// W, dW                  kernel            [window height, window width, input channels / groups, output channels]
/// b, db                  bias              [output channels]
/// dY, dX                 as Y and input
/// </code>
/// The products are those of <see cref="ConvolutionPasses"/>, cut into parts of its units. A frozen layer has no dW and db.
/// </summary>
internal sealed class ConvolutionStep : TrainingStep, IRectifier
{
    private const int MaxParts = 64;

    private readonly ConvolutionGeometry _geometry;
    private readonly WorkerTeam _team;
    private readonly ConvolutionPasses _passes;
    private readonly bool _isFrozen;
    private readonly ParameterGradient _kernel;
    private readonly ParameterGradient? _bias;
    private readonly AlignedBuffer? _biasValues;

    /// <summary>Each slice of the batch sums dW and db by itself; their sum in this order is the same for any number of threads.</summary>
    private readonly AlignedBuffer[] _sliceKernelGradients;
    private readonly double[][] _sliceBiasGradients;

    public ConvolutionStep(NetworkLayer layer, in ConvolutionGeometry geometry, TrainingContext context)
    {
        _geometry = geometry;
        _team = context.Team;
        _passes = ConvolutionPasses.Create(context.Simd, geometry);
        _isFrozen = layer.IsFrozen;
        _kernel = new ParameterGradient(layer.Parameters[0]);
        if (layer.Find("bias") is { } bias)
        {
            _bias = new ParameterGradient(bias);
            _biasValues = new AlignedBuffer(geometry.OutputChannels);
        }

        Gradients = _isFrozen ? [] : _bias is null ? [_kernel] : [_kernel, _bias];

        // A convolution's batch is split instead of its kernel; a dense layer is one slice, which sums into the gradient itself.
        int slices = geometry.OutputPixels > 1 && !_isFrozen ? TrainingContext.Slices : 1;
        _sliceKernelGradients = slices > 1
            ? [.. Enumerable.Range(0, slices).Select(_ => new AlignedBuffer(_kernel.Gradient.Length))]
            : [_kernel.Gradient];
        _sliceBiasGradients = [.. Enumerable.Range(0, slices).Select(_ => new double[_geometry.OutputChannels])];
    }

    public override IReadOnlyList<ParameterGradient> Gradients { get; }

    public bool Rectifies
    {
        get => _passes.Rectifies;
        set => _passes.Rectifies = value;
    }

    // Y = X W + b
    public override void Forward(AlignedBuffer input, AlignedBuffer output, int count)
    {
        _passes.SetForwardKernel(_kernel.Parameter.Values);
        _bias?.Parameter.Values.CopyTo(_biasValues!.Span);
        int units = count * _passes.OutputUnits;
        _team.Run(units, CountParts(units), (passes: _passes, input, bias: _biasValues, output), static (at, part) =>
            at.passes.Forward(at.input, at.bias, at.output, part.Start, part.Length));
    }

    public override void Backward(
        AlignedBuffer input, AlignedBuffer output, AlignedBuffer outputGradient, AlignedBuffer? inputGradient, int count)
    {
        if (!_isFrozen)
        {
            SumGradients(input, outputGradient, count);
        }

        // dX = dY W^T
        if (inputGradient is not null)
        {
            _passes.SetBackwardKernel(_kernel.Parameter.Values);
            int units = count * _passes.InputUnits;
            _team.Run(units, CountParts(units), (passes: _passes, outputGradient, inputGradient), static (at, part) =>
                at.passes.InputGradient(at.outputGradient, at.inputGradient, part.Start, part.Length));
        }
    }

    /// <summary>dW = X^T dY and db = sum of dY, of each slice and then of all.</summary>
    private void SumGradients(AlignedBuffer input, AlignedBuffer outputGradient, int count)
    {
        int slices = _sliceKernelGradients.Length;
        _team.Run(slices * _passes.KernelParts, (step: this, input, outputGradient, count), static (at, part) =>
        {
            (int slice, int kernelPart) = Math.DivRem(part.Index, at.step._passes.KernelParts);
            at.step.SumSlice(at.input, at.outputGradient, at.count, slice, kernelPart);
        });
        JoinBiasGradients();
        if (slices > 1)
        {
            int length = _kernel.Gradient.Length;
            _team.Run(length, TrainingContext.CountParts(length, 1), this, static (step, part) => step.JoinKernelGradients(part));
        }
    }

    private int CountParts(int units) => Math.Clamp(units / _passes.MinPartUnits, 1, MaxParts);

    private void SumSlice(AlignedBuffer input, AlignedBuffer outputGradient, int count, int slice, int kernelPart)
    {
        int slices = _sliceKernelGradients.Length;
        (int firstUnit, int units) = Partition.Range(count * _passes.OutputUnits, slices, slice);
        _passes.KernelGradient(input, outputGradient, firstUnit, units, kernelPart, _sliceKernelGradients[slice]);
        if (kernelPart == 0 && _bias is not null)
        {
            double[] sums = _sliceBiasGradients[slice];
            Array.Clear(sums);
            (int firstRow, int rows) = Partition.Range(count * _geometry.OutputPixels, slices, slice);
            ChannelStatistics.Sum(outputGradient.Span.Slice(firstRow * sums.Length, rows * sums.Length), sums);
        }
    }

    private void JoinBiasGradients()
    {
        if (_bias is null)
        {
            return;
        }

        Span<float> gradient = _bias.Gradient.Span;
        for (int n = 0; n < gradient.Length; n++)
        {
            double sum = 0;
            foreach (double[] slice in _sliceBiasGradients)
            {
                sum += slice[n];
            }

            gradient[n] = (float)sum;
        }
    }

    private void JoinKernelGradients(Part part)
    {
        Span<float> sum = part.Rows(_kernel.Gradient, 1);
        part.Rows(_sliceKernelGradients[0], 1).CopyTo(sum);
        for (int slice = 1; slice < _sliceKernelGradients.Length; slice++)
        {
            TensorPrimitives.Add(sum, part.Rows(_sliceKernelGradients[slice], 1), sum);
        }
    }
}
