using Emnist.Recognition.Training.Backpropagation;

namespace Emnist.Recognition.Training.Optimizers;

/// <summary>How weights change by their gradients: <see cref="Sgd"/>, <see cref="Adam"/> or <see cref="AdamW"/>. Immutable.</summary>
public abstract record Optimizer
{
    private protected Optimizer(LearningRateSchedule learningRate) => LearningRate = learningRate;

    /// <summary>The learning rate, constant or over the course of the training.</summary>
    public LearningRateSchedule LearningRate { get; init; }

    internal virtual void Validate() => ArgumentNullException.ThrowIfNull(LearningRate);

    internal abstract OptimizerState Start(IReadOnlyList<ParameterGradient> parameters);

    private protected static void CheckShare(float value, string name)
    {
        if (!(value >= 0 && value < 1))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be 0 or more and below 1.");
        }
    }
}
