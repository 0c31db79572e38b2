namespace Emnist.Recognition.Training;

/// <summary>
/// Adam (Kingma and Ba, arXiv 1412.6980) with Keras's defaults. As in Keras, epsilon is the paper's "epsilon hat",
/// added to the root of the second moment before its bias is corrected; PyTorch adds it afterwards. Immutable.
/// </summary>
public sealed class Adam
{
    /// <summary>The learning rate, constant or over the course of the training. Default: 0.001.</summary>
    public LearningRateSchedule LearningRate { get; init; } = 1e-3f;

    /// <summary>The decay of the first moment, 0 or more and below 1. Default: 0.9.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>The decay of the second moment, 0 or more and below 1. Default: 0.999.</summary>
    public float Beta2 { get; init; } = 0.999f;

    /// <summary>Keeps the division from zero; above 0. Default: 1e-7.</summary>
    public float Epsilon { get; init; } = 1e-7f;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(LearningRate);
        CheckDecay(Beta1, nameof(Beta1));
        CheckDecay(Beta2, nameof(Beta2));
        if (!(Epsilon > 0 && float.IsFinite(Epsilon)))
        {
            throw new ArgumentOutOfRangeException(nameof(Epsilon), Epsilon, "Epsilon must be finite and above 0.");
        }
    }

    private static void CheckDecay(float value, string name)
    {
        if (!(value >= 0 && value < 1))
        {
            throw new ArgumentOutOfRangeException(name, value, "A decay must be 0 or more and below 1.");
        }
    }
}
