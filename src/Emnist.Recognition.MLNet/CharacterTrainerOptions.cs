using Emnist.Recognition.Training;

namespace Emnist.Recognition.MLNet;

/// <summary>
/// What a trainer in a pipeline needs besides <see cref="TrainerOptions"/>: columns, and who is told and may stop it. Who takes
/// the options copies them.
/// </summary>
public sealed record CharacterTrainerOptions
{
    /// <summary>The column of the labels: a key of 1 to 256 values, whose key values name the classes.</summary>
    /// <value>Default: <c>Label</c>.</value>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>
    /// The column of the features: a vector of as many floats or bytes as the network takes. Floats are trained on as they are,
    /// bytes as 0 to 1.
    /// </summary>
    /// <value>Default: <c>Features</c>.</value>
    public string FeatureColumnName { get; set; } = "Features";

    /// <summary>Told after every batch, on the thread that fits.</summary>
    /// <value>Default: null. Every epoch is told in <c>MLContext.Log</c> all the same.</value>
    public IProgress<TrainingProgress>? Progress { get; set; }

    /// <summary>Stops <c>Fit</c> after the row or the batch at hand, with an <see cref="OperationCanceledException"/>.</summary>
    /// <value>Default: none.</value>
    public CancellationToken CancellationToken { get; set; }

    /// <exception cref="ArgumentException">A name is empty.</exception>
    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
        ArgumentException.ThrowIfNullOrEmpty(FeatureColumnName);
    }
}
