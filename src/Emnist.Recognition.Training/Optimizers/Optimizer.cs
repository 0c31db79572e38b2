using Emnist.Recognition.Training.Backpropagation;
using Emnist.Recognition.Training.Checkpoints;

namespace Emnist.Recognition.Training.Optimizers;

/// <summary>
/// How the weights change by their gradients: <see cref="Sgd"/>, <see cref="Adam"/>, <see cref="AdamW"/> or
/// <see cref="RmsProp"/>. Immutable: one object may serve many trainings.
/// </summary>
public abstract class Optimizer
{
    private LearningRateSchedule _learningRate;

    private protected Optimizer(LearningRateSchedule learningRate) => _learningRate = learningRate;

    /// <summary>The learning rate, constant or over the course of the training.</summary>
    public LearningRateSchedule LearningRate
    {
        get => _learningRate;
        init => _learningRate = value;
    }

    /// <summary>What a training that is resumed must have the same, in words that stay as they are.</summary>
    internal abstract string Description { get; }

    /// <summary>The same optimizer with another learning rate.</summary>
    /// <param name="learningRate">The rate, constant or over the course of the training.</param>
    public Optimizer WithLearningRate(LearningRateSchedule learningRate)
    {
        ArgumentNullException.ThrowIfNull(learningRate);
        var copy = (Optimizer)MemberwiseClone();
        copy._learningRate = learningRate;
        return copy;
    }

    /// <summary>The optimizer and its settings, such as <c>SGD, learning rate 0.01, momentum 0.9</c>.</summary>
    public sealed override string ToString() => Description;

    internal virtual void Validate() => ArgumentNullException.ThrowIfNull(LearningRate);

    internal abstract OptimizerState Start(IReadOnlyList<ParameterGradient> parameters);

    private protected static void CheckShare(float value, string name)
    {
        if (!(value >= 0 && value < 1))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be 0 or more and below 1.");
        }
    }

    private protected static void CheckEpsilon(float value, string name)
    {
        if (!(value > 0 && float.IsFinite(value)))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and above 0.");
        }
    }
}

/// <summary>What an optimizer remembers of each parameter from batch to batch.</summary>
internal abstract class OptimizerState(IReadOnlyList<ParameterGradient> parameters, int memories)
{
    private readonly float[][] _memories =
        [.. Enumerable.Range(0, memories).SelectMany(_ => parameters.Select(static parameter => new float[parameter.Gradient.Length]))];

    /// <summary>As the layers had them when the training started.</summary>
    private readonly float[] _rateMultipliers = [.. parameters.Select(static parameter => parameter.Parameter.Layer.LearningRateMultiplier)];

    /// <summary>Steps done, the one at hand among them.</summary>
    protected int Steps { get; private set; }

    /// <summary>Changes all parameters by their gradients.</summary>
    /// <param name="learningRate">The rate of this batch, before the layers' multipliers.</param>
    public void Step(double learningRate)
    {
        Steps++;
        for (int i = 0; i < parameters.Count; i++)
        {
            Update(parameters[i].Parameter.Values, parameters[i].Gradient.Span, i, learningRate * _rateMultipliers[i]);
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
