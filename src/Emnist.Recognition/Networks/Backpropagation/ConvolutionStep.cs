using System.Numerics.Tensors;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks.Backpropagation;

/// <summary>
/// A convolution or dense layer. With X the input pixels under the window, W the kernel and Y the output:
/// <c>Y = X W + b</c>, <c>dX = dY W^T</c>, <c>dW = X^T dY</c>, <c>db = sum of dY</c>.
/// </summary>
internal sealed class ConvolutionStep : TrainingStep
{
    /// <summary>Rows in a piece below which a thread's share is too small to hand over.</summary>
    private const int MinPieceRows = 48;

    private const int MaxPieces = 64;

    private readonly ConvolutionGeometry _geometry;
    private readonly WorkerTeam _team;
    private readonly ParameterGradient _kernel;
    private readonly ParameterGradient? _bias;
    private readonly AlignedBuffer? _biasValues;
    private readonly PackedMatrix _matrix;
    private readonly PackedMatrix _transposed;
    private readonly IndirectProduct _forward;
    private readonly IndirectProduct _backward;
    private readonly KernelGradient _kernelGradient;
    private readonly AlignedBuffer[] _sliceGradients;
    private readonly double[][] _sliceBiasGradients;
    private readonly int _channelParts;
    private readonly Action<int> _forwardPiece;
    private readonly Action<int> _inputGradientPiece;
    private readonly Action<int> _kernelGradientPiece;
    private readonly Action<int> _reducePiece;
    private AlignedBuffer? _source;
    private AlignedBuffer? _target;
    private int _rows;
    private int _pieces;

    public ConvolutionStep(NetworkLayer layer, in ConvolutionGeometry geometry, TrainingContext context)
    {
        _geometry = geometry;
        _team = context.Team;
        KernelSet kernels = context.Kernels;
        _kernel = new ParameterGradient(layer.Parameters[0]);
        if (layer.Find("bias") is { } bias)
        {
            _bias = new ParameterGradient(bias);
            _biasValues = new AlignedBuffer(geometry.OutputChannels);
        }

        Gradients = _bias is null ? [_kernel] : [_kernel, _bias];
        var table = IndirectionTable.Forward(geometry);
        _matrix = new PackedMatrix(geometry.Taps * geometry.InputChannels, geometry.OutputChannels, kernels.PanelWidth);
        _transposed = new PackedMatrix(geometry.Taps * geometry.OutputChannels, geometry.InputChannels, kernels.PanelWidth);
        _forward = new IndirectProduct(kernels, table, geometry.OutputChannels);
        _backward = new IndirectProduct(kernels, IndirectionTable.Backward(geometry), geometry.InputChannels);
        _kernelGradient = new KernelGradient(kernels, table, geometry.OutputChannels);

        // A dense layer has few rows and a large kernel, so its kernel is split; a convolution has many rows and a
        // small kernel, so its rows are, each slice with sums of its own.
        bool splitRows = geometry.OutputPixels > 1;
        int slices = splitRows ? TrainingContext.Slices : 1;
        _channelParts = splitRows ? 1 : Math.Clamp(geometry.InputChannels / 32, 1, 16);
        _sliceGradients = splitRows
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
        _matrix.Pack(_kernel.Parameter.Values);
        _bias?.Parameter.Values.CopyTo(_biasValues!.Span);
        RunRows(input, output, count * _geometry.OutputPixels, _forwardPiece);
    }

    public override void Backward(AlignedBuffer input, AlignedBuffer output, AlignedBuffer outputGradient, AlignedBuffer? inputGradient, int count)
    {
        (_source, _target, _rows) = (input, outputGradient, count * _geometry.OutputPixels);
        _team.Run(_sliceGradients.Length * _channelParts, _kernelGradientPiece);
        Reduce();
        if (inputGradient is not null)
        {
            _transposed.PackTransposed(_kernel.Parameter.Values, _geometry.Taps);
            RunRows(outputGradient, inputGradient, count * _geometry.InputPixels, _inputGradientPiece);
        }
    }

    private void RunRows(AlignedBuffer source, AlignedBuffer target, int rows, Action<int> piece)
    {
        (_source, _target, _rows) = (source, target, rows);
        _pieces = Math.Clamp(rows / MinPieceRows, 1, MaxPieces);
        _team.Run(_pieces, piece);
    }

    private void ForwardPiece(int piece)
    {
        (int start, int length) = Pieces.Of(_rows, _pieces, piece);
        _forward.Run(_source!, _matrix, _biasValues, _target!, start, length, relu: false);
    }

    private void InputGradientPiece(int piece)
    {
        (int start, int length) = Pieces.Of(_rows, _pieces, piece);
        _backward.Run(_source!, _transposed, null, _target!, start, length, relu: false);
    }

    private void KernelGradientPiece(int piece)
    {
        (int slice, int part) = Math.DivRem(piece, _channelParts);
        (int firstRow, int rowCount) = Pieces.Of(_rows, _sliceGradients.Length, slice);
        (int firstChannel, int channelCount) = Pieces.Of(_geometry.InputChannels, _channelParts, part);
        _kernelGradient.Compute(_source!, _target!, firstRow, rowCount, firstChannel, channelCount, _sliceGradients[slice]);
        if (part == 0 && _bias is not null)
        {
            double[] sums = _sliceBiasGradients[slice];
            Array.Clear(sums);
            ChannelStatistics.Sum(_target!.Span.Slice(firstRow * sums.Length, rowCount * sums.Length), sums);
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
        (int start, int length) = Pieces.Of(_kernel.Gradient.Length, _pieces, piece);
        Span<float> sum = _kernel.Gradient.Span.Slice(start, length);
        _sliceGradients[0].Span.Slice(start, length).CopyTo(sum);
        for (int slice = 1; slice < _sliceGradients.Length; slice++)
        {
            TensorPrimitives.Add(sum, _sliceGradients[slice].Span.Slice(start, length), sum);
        }
    }
}
