using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>
/// Batch normalization that is frozen: with its moving averages, in training as in prediction, as in Keras since TensorFlow 2.
/// <code>
/// s = 1 / sqrt(moving variance + epsilon)
/// forward:   y = gamma s (x - moving mean) + beta
/// backward:  dx = gamma s dy
///
/// x, y, dx, dy                       [rows, channels], rows = samples * pixels
/// gamma, beta, s, moving averages    [channels]
/// </code>
/// </summary>
internal sealed class FrozenNormalizationStep(NetworkLayer layer, BatchNormalization definition, TrainingContext context) : TrainingStep
{
    private readonly int _channels = layer.InputShape.Channels;

    /// <summary>gamma s, and what is then added: beta on the way forward, nothing on the way back.</summary>
    private readonly float[] _scale = new float[layer.InputShape.Channels];
    private readonly float[] _shift = new float[layer.InputShape.Channels];
    private readonly float[] _nothing = new float[layer.InputShape.Channels];

    public override bool CanRunInPlace => true;

    public override void Forward(AlignedBuffer input, AlignedBuffer output, int count)
    {
        Span<float> gamma = layer.Parameters[0].Values;
        Span<float> beta = layer.Parameters[1].Values;
        Span<float> mean = layer.Parameters[2].Values;
        Span<float> variance = layer.Parameters[3].Values;
        for (int c = 0; c < _channels; c++)
        {
            double scale = gamma[c] / Math.Sqrt(variance[c] + (double)definition.Epsilon);
            _scale[c] = (float)scale;
            _shift[c] = (float)(beta[c] - (mean[c] * scale));
        }

        Apply(input, _shift, output, count);
    }

    public override void Backward(
        AlignedBuffer input, AlignedBuffer output, AlignedBuffer outputGradient, AlignedBuffer? inputGradient, int count)
    {
        if (inputGradient is not null)
        {
            Apply(outputGradient, _nothing, inputGradient, count);
        }
    }

    private void Apply(AlignedBuffer from, float[] shift, AlignedBuffer to, int count)
    {
        int rows = count * (layer.InputShape.Length / _channels);
        var state = (from, to, channels: _channels, scale: _scale, shift);
        context.Team.Run(rows, TrainingContext.CountParts(rows, _channels), state, static (at, part) =>
            ChannelMath.ScaleAndShift(part.Rows(at.from, at.channels), at.scale, at.shift, part.Rows(at.to, at.channels)));
    }
}
