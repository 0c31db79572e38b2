using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Training;

/// <summary>
/// Knowledge distillation: the target of an image is in part its label, in part the mean of the probabilities that trained
/// networks, the teachers, give it, its soft target (G. Hinton, O. Vinyals and J. Dean, "Distilling the Knowledge in a Neural
/// Network", 2015, arXiv 1503.02531, section 2, with a temperature of 1). An ensemble or a larger network tells the student
/// which classes look alike in an image, which its label does not.
/// </summary>
/// <remarks>
/// Label smoothing applies to the label's part alone, class weights to both. The loss that a training tells is that of the
/// mixed target, and the validation's that of the labels.
/// </remarks>
/// <param name="Teachers">
/// Networks of the same inputs and classes, at least one, with finite parameters. They predict each image as it is drawn,
/// after its augmentation, on the training's threads. <c>Fit</c> takes their parameters as they are when it starts, and does
/// not change them.
/// </param>
public sealed record Distillation(IReadOnlyList<Network> Teachers)
{
    /// <summary>The part of the target that is the teachers', above 0 and at most 1; the rest is the label's. Default: 0.5.</summary>
    public float Weight { get; init; } = 0.5f;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Teachers);
        if (Teachers.Count == 0 || Teachers.Any(static teacher => teacher is null))
        {
            throw new ArgumentException("Distillation needs at least one teacher, and none of them null.", nameof(Teachers));
        }

        if (!(Weight > 0 && Weight <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Weight), Weight, "The teachers' weight must be above 0 and at most 1.");
        }
    }
}
