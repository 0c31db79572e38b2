using Emnist.Recognition.Training.Backpropagation;
using Emnist.Recognition.Training.Checkpoints;

namespace Emnist.Recognition.Training.Optimizers;

/// <summary>What an optimizer remembers of each parameter from batch to batch.</summary>
internal abstract class OptimizerState(IReadOnlyList<ParameterGradient> parameters, int memories)
{
    private readonly float[][] _memories =
        [.. Enumerable.Range(0, memories).SelectMany(_ => parameters.Select(static parameter => new float[parameter.Gradient.Length]))];

    /// <summary>Steps done, the one at hand among them.</summary>
    protected int Steps { get; private set; }

    /// <summary>Changes all parameters by their gradients.</summary>
    /// <param name="learningRate">The rate of this batch.</param>
    public void Step(double learningRate)
    {
        Steps++;
        for (int i = 0; i < parameters.Count; i++)
        {
            Update(parameters[i].Parameter.Values, parameters[i].Gradient.Span, i, learningRate);
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Steps);
        writer.WriteValues(_memories);
    }

    public void Load(BinaryReader reader)
    {
        Steps = reader.ReadInt32();
        reader.ReadValues(_memories);
    }

    protected abstract void Update(Span<float> values, ReadOnlySpan<float> gradient, int index, double learningRate);

    /// <summary>The numbers that are kept of a parameter.</summary>
    protected Span<float> Memory(int memory, int index) => _memories[(memory * parameters.Count) + index];
}
