using System.Numerics.Tensors;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Training.Checkpoints;

namespace Emnist.Recognition.Training;

/// <summary>The exponential moving average of all parameters over the batches, moving averages of batch normalization among them.</summary>
internal sealed class WeightAverage(Network network, float momentum)
{
    private readonly Parameter[] _parameters = [.. network.Parameters];
    private readonly float[][] _averages = network.CopyParameters();

    /// <summary>The places of what a training changes, by its gradient or as statistics, as the layers were when it started.</summary>
    private readonly int[] _changing = PlacesOf(network, static parameter => parameter.Layer.Trainable);

    /// <summary>Those of them that have no gradient: the statistics of batch normalization.</summary>
    private readonly int[] _statistics = PlacesOf(network, static parameter => parameter is { Layer.Trainable: true, IsTrainable: false });
    private int _updates;

    /// <summary>Takes in the weights after a batch. Early averages forget faster, so that the first weights do not linger.</summary>
    public void Update()
    {
        _updates++;
        float share = 1 - Math.Min(momentum, (1f + _updates) / (10f + _updates));

        // Of what does not change, rounding would make an average that does.
        foreach (int i in _changing)
        {
            TensorPrimitives.Lerp(_averages[i], _parameters[i].Values, share, _averages[i]);
        }
    }

    /// <summary>The averages, copied.</summary>
    public float[][] Copy() => [.. _averages.Select(static average => (float[])average.Clone())];

    /// <summary>Gives the network the averages, until what is returned is disposed of; if it never is, for good.</summary>
    public IDisposable Shown()
    {
        Exchange();
        return new Showing(this);
    }

    /// <summary>
    /// Gives the network the averages of what is not trained alone, the statistics of batch normalization, for good: those that
    /// were measured with the averages shown are a better start than its own.
    /// </summary>
    public void KeepStatistics()
    {
        foreach (int i in _statistics)
        {
            _averages[i].CopyTo(_parameters[i].Values);
        }
    }

    /// <summary>Sets the averages to values that <see cref="Copy"/> gave.</summary>
    public void Restore(float[][] averages)
    {
        foreach ((float[] average, float[] value) in _averages.Zip(averages))
        {
            value.CopyTo(average, 0);
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_updates);
        writer.WriteValues(_averages);
    }

    public void Load(BinaryReader reader)
    {
        _updates = reader.ReadInt32();
        reader.ReadWeights(_averages);
    }

    private static int[] PlacesOf(Network network, Func<Parameter, bool> isMeant) =>
        [.. network.Parameters.Index().Where(parameter => isMeant(parameter.Item)).Select(static parameter => parameter.Index)];

    private void Exchange()
    {
        for (int i = 0; i < _averages.Length; i++)
        {
            float[] average = _averages[i];
            Span<float> values = _parameters[i].Values;
            for (int j = 0; j < average.Length; j++)
            {
                (average[j], values[j]) = (values[j], average[j]);
            }
        }
    }

    private sealed class Showing(WeightAverage average) : IDisposable
    {
        public void Dispose() => average.Exchange();
    }
}
