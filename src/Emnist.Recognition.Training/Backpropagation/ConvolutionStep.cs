using System.Numerics.Tensors;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Training.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>A convolution or dense layer: its passes, shared out among the threads, and the gradient of its bias.</summary>
internal sealed class ConvolutionStep : TrainingStep
{
    private const int MaxPieces = 64;

    private readonly ConvolutionGeometry _geometry;
    private readonly WorkerTeam _team;
    private readonly ConvolutionPasses _passes;
    private readonly ParameterGradient _kernel;
    private readonly ParameterGradient? _bias;
    private readonly AlignedBuffer? _biasValues;
    private readonly AlignedBuffer[] _sliceGradients;
    private readonly double[][] _sliceBiasGradients;
    private readonly Action<int> _forwardPiece;
    private readonly Action<int> _inputGradientPiece;
    private readonly Action<int> _kernelGradientPiece;
    private readonly Action<int> _reducePiece;
    private AlignedBuffer? _source;
    private AlignedBuffer? _target;
    private int _units;
    private int _rows;
    private int _pieces;

    public ConvolutionStep(NetworkLayer layer, in ConvolutionGeometry geometry, TrainingContext context)
    {
        _geometry = geometry;
        _team = context.Team;
        _passes = ConvolutionPasses.Create(context.Simd, geometry);
        _kernel = new ParameterGradient(layer.Parameters[0]);
        if (layer.Find("bias") is { } bias)
        {
            _bias = new ParameterGradient(bias);
            _biasValues = new AlignedBuffer(geometry.OutputChannels);
        }

        Gradients = _bias is null ? [_kernel] : [_kernel, _bias];

        // A convolution's batch is split instead of its kernel, each slice with sums of its own.
        int slices = geometry.OutputPixels > 1 ? TrainingContext.Slices : 1;
        _sliceGradients = slices > 1
            ? [.. Enumerable.Range(0, slices).Select(_ => new AlignedBuffer(_kernel.Gradient.Length))]
            : [_kernel.Gradient];
        _sliceBiasGradients = [.. Enumerable.Range(0, slices).Select(_ => new double[_geometry.OutputChannels])];
        _forwardPiece = ForwardPiece;
        _inputGradientPiece = InputGradientPiece;
        _kernelGradientPiece = KernelGradientPiece;
        _reducePiece = ReducePiece;
    }

    public override IReadOnlyList<ParameterGradient> Gradients { get; }

    public override void Forward(AlignedBuffer input, AlignedBuffer output, int count)
    {
        _passes.SetForwardKernel(_kernel.Parameter.Values);
        _bias?.Parameter.Values.CopyTo(_biasValues!.Span);
        Run(input, output, count * _passes.OutputUnits, _forwardPiece);
    }

    public override void Backward(AlignedBuffer input, AlignedBuffer output, AlignedBuffer outputGradient, AlignedBuffer? inputGradient, int count)
    {
        (_source, _target, _units) = (input, outputGradient, count * _passes.OutputUnits);
        _rows = count * _geometry.OutputPixels;
        _team.Run(_sliceGradients.Length * _passes.KernelParts, _kernelGradientPiece);
        Reduce();
        if (inputGradient is not null)
        {
            _passes.SetBackwardKernel(_kernel.Parameter.Values);
            Run(outputGradient, inputGradient, count * _passes.InputUnits, _inputGradientPiece);
        }
    }

    private void Run(AlignedBuffer source, AlignedBuffer target, int units, Action<int> piece)
    {
        (_source, _target, _units) = (source, target, units);
        _pieces = Math.Clamp(units / _passes.MinPieceUnits, 1, MaxPieces);
        _team.Run(_pieces, piece);
    }

    private void ForwardPiece(int piece)
    {
        (int start, int length) = Partition.Range(_units, _pieces, piece);
        _passes.Forward(_source!, _biasValues, _target!, start, length);
    }

    private void InputGradientPiece(int piece)
    {
        (int start, int length) = Partition.Range(_units, _pieces, piece);
        _passes.InputGradient(_source!, _target!, start, length);
    }

    private void KernelGradientPiece(int piece)
    {
        (int slice, int part) = Math.DivRem(piece, _passes.KernelParts);
        (int firstUnit, int units) = Partition.Range(_units, _sliceGradients.Length, slice);
        _passes.KernelGradient(_source!, _target!, firstUnit, units, part, _sliceGradients[slice]);
        if (part == 0 && _bias is not null)
        {
            double[] sums = _sliceBiasGradients[slice];
            Array.Clear(sums);
            (int firstRow, int rows) = Partition.Range(_rows, _sliceGradients.Length, slice);
            ChannelStatistics.Sum(_target!.Span.Slice(firstRow * sums.Length, rows * sums.Length), sums);
        }
    }

    private void Reduce()
    {
        if (_bias is not null)
        {
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

        if (_sliceGradients.Length > 1)
        {
            _pieces = TrainingContext.PiecesOf(_kernel.Gradient.Length, 1);
            _team.Run(_pieces, _reducePiece);
        }
    }

    private void ReducePiece(int piece)
    {
        (int start, int length) = Partition.Range(_kernel.Gradient.Length, _pieces, piece);
        Span<float> sum = _kernel.Gradient.Span.Slice(start, length);
        _sliceGradients[0].Span.Slice(start, length).CopyTo(sum);
        for (int slice = 1; slice < _sliceGradients.Length; slice++)
        {
            TensorPrimitives.Add(sum, _sliceGradients[slice].Span.Slice(start, length), sum);
        }
    }
}
