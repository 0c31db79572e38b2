using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Training.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>
/// Batch normalization with the batch's own statistics. With n rows, s = 1 / sqrt(variance + epsilon) and
/// z = (x - mean) s: <c>y = gamma z + beta</c>, <c>dgamma = sum of dy z</c>, <c>dbeta = sum of dy</c>,
/// <c>dx = gamma s (dy - dbeta / n - z dgamma / n)</c>.
/// </summary>
internal sealed class BatchNormalizationStep : TrainingStep
{
    private readonly NetworkLayer _layer;
    private readonly BatchNormalization _definition;
    private readonly WorkerTeam _team;
    private readonly ParameterGradient _gamma;
    private readonly ParameterGradient _beta;
    private readonly int _channels;
    private readonly double[][] _sliceFirst;
    private readonly double[][] _sliceSecond;
    private readonly float[] _mean;
    private readonly float[] _inverseDeviation;
    private readonly float[] _scale;
    private readonly float[] _valueScale;
    private readonly float[] _shift;
    private readonly Action<int> _statisticsSlice;
    private readonly Action<int> _normalizePiece;
    private readonly Action<int> _gradientSlice;
    private readonly Action<int> _inputGradientPiece;
    private AlignedBuffer? _input;
    private AlignedBuffer? _output;
    private AlignedBuffer? _outputGradient;
    private AlignedBuffer? _inputGradient;
    private int _rows;
    private int _pieces;

    public BatchNormalizationStep(NetworkLayer layer, BatchNormalization definition, TrainingContext context)
    {
        _layer = layer;
        _definition = definition;
        _team = context.Team;
        _gamma = new ParameterGradient(layer.Parameters[0]);
        _beta = new ParameterGradient(layer.Parameters[1]);
        Gradients = [_gamma, _beta];
        _channels = layer.InputShape.Channels;
        _sliceFirst = NewSlices();
        _sliceSecond = NewSlices();
        _mean = new float[_channels];
        _inverseDeviation = new float[_channels];
        _scale = new float[_channels];
        _valueScale = new float[_channels];
        _shift = new float[_channels];
        _statisticsSlice = StatisticsSlice;
        _normalizePiece = NormalizePiece;
        _gradientSlice = GradientSlice;
        _inputGradientPiece = InputGradientPiece;
    }

    public override IReadOnlyList<ParameterGradient> Gradients { get; }

    public override void Forward(AlignedBuffer input, AlignedBuffer output, int count)
    {
        (_input, _output) = (input, output);
        _rows = count * (_layer.InputShape.Length / _channels);
        _pieces = TrainingContext.PiecesOf(_rows, _channels);
        _team.Run(TrainingContext.Slices, _statisticsSlice);
        JoinStatistics();
        _team.Run(_pieces, _normalizePiece);
    }

    public override void Backward(AlignedBuffer input, AlignedBuffer output, AlignedBuffer outputGradient, AlignedBuffer? inputGradient, int count)
    {
        (_input, _outputGradient, _inputGradient) = (input, outputGradient, inputGradient);
        _team.Run(TrainingContext.Slices, _gradientSlice);
        JoinGradients();
        if (inputGradient is not null)
        {
            _team.Run(_pieces, _inputGradientPiece);
        }
    }

    private double[][] NewSlices() => [.. Enumerable.Range(0, TrainingContext.Slices).Select(_ => new double[_channels])];

    private void StatisticsSlice(int slice) =>
        ChannelStatistics.MeanAndDeviation(Rows(_input!, TrainingContext.Slices, slice), _sliceFirst[slice], _sliceSecond[slice]);

    private void JoinStatistics()
    {
        Span<float> gamma = _gamma.Parameter.Values;
        Span<float> beta = _beta.Parameter.Values;
        Span<float> movingMean = _layer.Parameters[2].Values;
        Span<float> movingVariance = _layer.Parameters[3].Values;
        float momentum = _definition.Momentum;
        for (int c = 0; c < _channels; c++)
        {
            (double mean, double deviation, int count) = (0, 0, 0);
            for (int slice = 0; slice < TrainingContext.Slices; slice++)
            {
                int rows = Partition.Range(_rows, TrainingContext.Slices, slice).Length;
                if (rows > 0)
                {
                    double delta = _sliceFirst[slice][c] - mean;
                    deviation += _sliceSecond[slice][c] + (delta * delta * count * rows / (count + rows));
                    count += rows;
                    mean += delta * rows / count;
                }
            }

            double variance = deviation / _rows;
            double inverseDeviation = 1 / Math.Sqrt(variance + _definition.Epsilon);
            _mean[c] = (float)mean;
            _inverseDeviation[c] = (float)inverseDeviation;
            _scale[c] = (float)(gamma[c] * inverseDeviation);
            _shift[c] = (float)(beta[c] - (mean * gamma[c] * inverseDeviation));
            movingMean[c] = (movingMean[c] * momentum) + ((float)mean * (1 - momentum));
            movingVariance[c] = (movingVariance[c] * momentum) + ((float)variance * (1 - momentum));
        }
    }

    private void NormalizePiece(int piece) =>
        ChannelMath.ScaleAndShift(Rows(_input!, _pieces, piece), _scale, _shift, Rows(_output!, _pieces, piece));

    private void GradientSlice(int slice)
    {
        Array.Clear(_sliceFirst[slice]);
        Array.Clear(_sliceSecond[slice]);
        ChannelStatistics.SumAndProduct(
            Rows(_outputGradient!, TrainingContext.Slices, slice), Rows(_input!, TrainingContext.Slices, slice), _mean,
            _sliceFirst[slice], _sliceSecond[slice]);
    }

    private void JoinGradients()
    {
        for (int c = 0; c < _channels; c++)
        {
            (double sum, double product) = (0, 0);
            for (int slice = 0; slice < TrainingContext.Slices; slice++)
            {
                sum += _sliceFirst[slice][c];
                product += _sliceSecond[slice][c];
            }

            double inverseDeviation = _inverseDeviation[c];
            double gammaGradient = product * inverseDeviation;
            _beta.Gradient.Span[c] = (float)sum;
            _gamma.Gradient.Span[c] = (float)gammaGradient;

            // dx as scale * dy + valueScale * x + shift, so that one pass makes it.
            double scale = _gamma.Parameter.Values[c] * inverseDeviation;
            double valueScale = -scale * gammaGradient * inverseDeviation / _rows;
            _scale[c] = (float)scale;
            _valueScale[c] = (float)valueScale;
            _shift[c] = (float)((-scale * sum / _rows) - (valueScale * _mean[c]));
        }
    }

    private void InputGradientPiece(int piece) =>
        ChannelMath.Combine(
            Rows(_outputGradient!, _pieces, piece), _scale, Rows(_input!, _pieces, piece), _valueScale, _shift, Rows(_inputGradient!, _pieces, piece));

    private Span<float> Rows(AlignedBuffer buffer, int pieces, int piece)
    {
        (int start, int length) = Partition.Range(_rows, pieces, piece);
        return buffer.Span.Slice(start * _channels, length * _channels);
    }
}
