namespace Emnist.Recognition.Training.Losses;

/// <summary>
/// Keras's loss of the same name: the mean over the batch of <c>-sum over c of target[c] · ln p[c]</c>, where the target is
/// the one-hot vector of the label, smoothed (Szegedy et al., arXiv 1512.00567, section 7). Without smoothing it equals
/// <see cref="SparseCategoricalCrossentropy"/>. Immutable.
/// </summary>
public sealed record CategoricalCrossentropy : Loss
{
    /// <summary>
    /// The share of the target that is spread evenly over all classes: a label counts as
    /// <c>1 - smoothing + smoothing / classes</c>, each other class as <c>smoothing / classes</c>. 0 to 1. Default: 0.
    /// </summary>
    public float LabelSmoothing { get; init; }

    internal override float Smoothing => LabelSmoothing;

    internal override void Validate()
    {
        if (!(LabelSmoothing >= 0 && LabelSmoothing <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(LabelSmoothing), LabelSmoothing, "The label smoothing must be 0 to 1.");
        }
    }
}
