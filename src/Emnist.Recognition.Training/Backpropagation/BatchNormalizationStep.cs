using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Training.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>
/// Batch normalization with the batch's own statistics, for each channel over its n rows; sums are over the rows:
/// <code>
/// forward:   mean = sum of x / n         variance = sum of (x - mean)^2 / n
///            s = 1 / sqrt(variance + epsilon)         z = (x - mean) s
///            y = gamma z + beta
///
/// backward:  dbeta = sum of dy           dgamma = sum of dy z
///            dx = gamma s (dy - dbeta / n - z dgamma / n)
///
/// x, y, dx, dy                           [rows, channels], rows = samples * pixels
/// gamma, beta, dgamma, dbeta, mean, s    [channels]
/// </code>
/// Sums are made by slices of the batch and joined in their order, so that they are the same for any number of threads.
/// The moving averages follow as Keras's do, or are measured: see <see cref="IsMeasured"/>.
/// </summary>
internal sealed class BatchNormalizationStep(NetworkLayer layer, BatchNormalization definition, TrainingContext context)
    : TrainingStep, IRectifier
{
    private const int Slices = TrainingContext.Slices;

    private readonly int _channels = layer.InputShape.Channels;

    /// <summary>The mean and s of the last batch, which the way back needs again.</summary>
    private readonly (float[] Mean, float[] InverseDeviation) _statistics = (NewChannels(layer), NewChannels(layer));

    /// <summary>Room for two sums [slices][channels], and for three coefficients [channels]: what they are, each pass says.</summary>
    private readonly (double[][], double[][]) _sums = (NewSlices(layer), NewSlices(layer));
    private readonly (float[], float[], float[]) _coefficients = (NewChannels(layer), NewChannels(layer), NewChannels(layer));

    /// <summary>Of the measuring at hand, each channel's mean and sum of squared deviations over the rows so far.</summary>
    private readonly (double[] Mean, double[] Deviation) _measured =
        (new double[layer.InputShape.Channels], new double[layer.InputShape.Channels]);
    private long _measuredRows;

    /// <summary>Gamma and beta.</summary>
    public override IReadOnlyList<ParameterGradient> Gradients { get; } = [new(layer.Parameters[0]), new(layer.Parameters[1])];

    public bool Rectifies { get; set; }

    /// <summary>
    /// Whether the moving averages of a layer are measured anew at the end of each epoch. After t batches they still hold
    /// <c>momentum^t</c> of the 0 and 1 that they started from, and mostly weights of <c>1 / (1 - momentum)</c> batches ago:
    /// fewer than three times as many batches an epoch are too few. A momentum of 1 keeps what there is.
    /// </summary>
    public static bool IsMeasured(BatchNormalization definition, int batchesAnEpoch) =>
        definition.Momentum < 1 && batchesAnEpoch * (1 - (double)definition.Momentum) < 3;

    /// <summary>Whether this layer's are: see <see cref="IsMeasured"/>.</summary>
    public bool NeedsMeasuring(int batchesAnEpoch) => IsMeasured(definition, batchesAnEpoch);

    /// <summary>Forgets what was measured before.</summary>
    public void StartMeasuring()
    {
        Array.Clear(_measured.Mean);
        Array.Clear(_measured.Deviation);
        _measuredRows = 0;
    }

    /// <summary>Takes mean and variance over all rows measured for the moving averages, where both are finite.</summary>
    public void TakeMeasured()
    {
        Span<float> movingMean = layer.Parameters[2].Values;
        Span<float> movingVariance = layer.Parameters[3].Values;
        for (int c = 0; c < _channels; c++)
        {
            (float mean, float variance) = ((float)_measured.Mean[c], (float)(_measured.Deviation[c] / _measuredRows));
            if (float.IsFinite(mean) && float.IsFinite(variance))
            {
                (movingMean[c], movingVariance[c]) = (mean, variance);
            }
        }
    }

    public override void Forward(AlignedBuffer input, AlignedBuffer output, int count)
    {
        int channels = _channels;
        int rows = CountRows(count);
        (double[][] means, double[][] deviations) = _sums;
        context.Team.Run(rows, Slices, (input, channels, means, deviations), static (at, part) =>
            ChannelStatistics.MeanAndDeviation(part.Rows(at.input, at.channels), at.means[part.Index], at.deviations[part.Index]));

        // y as scale * x + shift.
        (float[] scale, float[] shift, _) = _coefficients;
        Span<float> gamma = Gradients[0].Parameter.Values;
        Span<float> beta = Gradients[1].Parameter.Values;
        Span<float> movingMean = layer.Parameters[2].Values;
        Span<float> movingVariance = layer.Parameters[3].Values;
        float momentum = definition.Momentum;
        for (int c = 0; c < channels; c++)
        {
            (double mean, double deviation) = Join(means, deviations, c, rows);
            double variance = deviation / rows;
            double inverseDeviation = 1 / Math.Sqrt(variance + definition.Epsilon);
            _statistics.Mean[c] = (float)mean;
            _statistics.InverseDeviation[c] = (float)inverseDeviation;
            scale[c] = (float)(gamma[c] * inverseDeviation);
            shift[c] = (float)(beta[c] - (mean * gamma[c] * inverseDeviation));
            if (context.IsMeasuring)
            {
                Merge(ref _measured.Mean[c], ref _measured.Deviation[c], _measuredRows, mean, deviation, rows);
            }
            else
            {
                movingMean[c] = (movingMean[c] * momentum) + ((float)mean * (1 - momentum));
                movingVariance[c] = (movingVariance[c] * momentum) + ((float)variance * (1 - momentum));
            }
        }

        _measuredRows += context.IsMeasuring ? rows : 0;
        int parts = TrainingContext.CountParts(rows, channels);
        context.Team.Run(rows, parts, (input, output, channels, scale, shift, Rectifies), static (at, part) =>
        {
            Span<float> x = part.Rows(at.input, at.channels);
            Span<float> y = part.Rows(at.output, at.channels);
            if (at.Rectifies)
            {
                ChannelMath.ScaleShiftAndRectify(x, at.scale, at.shift, y);
            }
            else
            {
                ChannelMath.ScaleAndShift(x, at.scale, at.shift, y);
            }
        });
    }

    public override void Backward(
        AlignedBuffer input, AlignedBuffer output, AlignedBuffer outputGradient, AlignedBuffer? inputGradient, int count)
    {
        int channels = _channels;
        int rows = CountRows(count);
        (float[] mean, float[] inverseDeviation) = _statistics;
        (double[][] sums, double[][] products) = _sums;
        context.Team.Run(rows, Slices, (input, outputGradient, channels, mean, sums, products), static (at, part) =>
        {
            (double[] sum, double[] product) = (at.sums[part.Index], at.products[part.Index]);
            Array.Clear(sum);
            Array.Clear(product);
            ChannelStatistics.SumAndProduct(
                part.Rows(at.outputGradient, at.channels), part.Rows(at.input, at.channels), at.mean, sum, product);
        });

        // dx as outputScale * dy + inputScale * x + shift, so that one pass makes it.
        (float[] outputScale, float[] inputScale, float[] shift) = _coefficients;
        Span<float> gamma = Gradients[0].Parameter.Values;
        Span<float> gammaGradient = Gradients[0].Gradient.Span;
        Span<float> betaGradient = Gradients[1].Gradient.Span;
        for (int c = 0; c < channels; c++)
        {
            (double sum, double product) = (0, 0);
            for (int slice = 0; slice < Slices; slice++)
            {
                sum += sums[slice][c];
                product += products[slice][c];
            }

            double s = inverseDeviation[c];
            double dgamma = product * s;
            betaGradient[c] = (float)sum;
            gammaGradient[c] = (float)dgamma;
            double byOutput = gamma[c] * s;
            double byInput = -byOutput * dgamma * s / rows;
            outputScale[c] = (float)byOutput;
            inputScale[c] = (float)byInput;
            shift[c] = (float)((-byOutput * sum / rows) - (byInput * mean[c]));
        }

        if (inputGradient is not null)
        {
            int parts = TrainingContext.CountParts(rows, channels);
            var state = (input, outputGradient, inputGradient, channels, outputScale, inputScale, shift);
            context.Team.Run(rows, parts, state, static (at, part) =>
                ChannelMath.Combine(
                    part.Rows(at.outputGradient, at.channels), at.outputScale, part.Rows(at.input, at.channels), at.inputScale, at.shift,
                    part.Rows(at.inputGradient, at.channels)));
        }
    }

    private int CountRows(int count) => count * (layer.InputShape.Length / _channels);

    /// <summary>
    /// Mean and sum of squared deviations of a channel from those of the slices, joined as
    /// <see cref="ChannelStatistics.MeanAndDeviation"/> joins blocks.
    /// </summary>
    private static (double Mean, double Deviation) Join(double[][] means, double[][] deviations, int channel, int rows)
    {
        (double mean, double deviation, int count) = (0, 0, 0);
        for (int slice = 0; slice < Slices; slice++)
        {
            int sliceRows = Partition.Range(rows, Slices, slice).Length;
            if (sliceRows > 0)
            {
                Merge(ref mean, ref deviation, count, means[slice][channel], deviations[slice][channel], sliceRows);
                count += sliceRows;
            }
        }

        return (mean, deviation);
    }

    /// <summary>Takes more rows into a mean and a sum of squared deviations over <paramref name="count"/> rows.</summary>
    private static void Merge(ref double mean, ref double deviation, long count, double moreMean, double moreDeviation, int more)
    {
        double delta = moreMean - mean;
        deviation += moreDeviation + (delta * delta * count * more / (count + more));
        mean += delta * more / (count + more);
    }

    private static float[] NewChannels(NetworkLayer layer) => new float[layer.InputShape.Channels];

    private static double[][] NewSlices(NetworkLayer layer) =>
        [.. Enumerable.Range(0, Slices).Select(_ => new double[layer.InputShape.Channels])];
}
