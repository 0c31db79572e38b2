using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Training;

/// <summary>
/// Knowledge distillation: the target of a sample is in part its label, in part the mean of the probabilities that trained
/// networks, the teachers, give it, its soft target (G. Hinton, O. Vinyals and J. Dean, "Distilling the Knowledge in a Neural
/// Network", 2015, arXiv 1503.02531, section 2, with a temperature of 1). An ensemble or a larger network tells the student
/// which classes look alike in a sample, which its label does not.
/// </summary>
/// <remarks>
/// Label smoothing applies to the label's part alone, class weights to both. The loss that a training tells is that of the
/// mixed target, and the validation's that of the labels.
/// </remarks>
/// <example>
/// <code>
/// Network[] teachers = [OnnxModel.Load("teacher-1.onnx").Network, OnnxModel.Load("teacher-2.onnx").Network];
/// var trainer = new Trainer(new TrainerOptions { Distillation = new Distillation { Teachers = teachers, Weight = 0.7f } });
/// trainer.Fit(network, images);
/// </code>
/// </example>
public sealed record Distillation
{
    /// <summary>
    /// The teachers: networks of the same inputs and classes, at least one, with finite parameters. They predict each sample
    /// as it is drawn, after its augmentation, on the training's threads. <c>Fit</c> takes their parameters as they are when it
    /// starts, and does not change them.
    /// </summary>
    /// <value>Default: none, which is refused.</value>
    public IReadOnlyList<Network> Teachers { get; set; } = [];

    /// <summary>The part of the target that is the teachers', above 0 and at most 1; the rest is the label's.</summary>
    /// <value>Default: 0.5.</value>
    public float Weight { get; set; } = 0.5f;

    /// <summary>
    /// Cross-fitting: the fold of the samples, from 0 on, that each teacher was not trained on. It then teaches those alone, since of
    /// samples that it has seen it tells what their labels are, and not what they look like (V. Chernozhukov et al.,
    /// "Double/debiased machine learning", 2018, section 3).
    /// </summary>
    /// <value>Default: null, every teacher teaches all.</value>
    internal IReadOnlyList<int>? TeacherFolds { get; set; }

    /// <summary>[samples]: the fold of each.</summary>
    internal IReadOnlyList<byte>? SampleFolds { get; set; }

    /// <summary>The number of teachers and their part, such as <c>3 teachers, weight 0.5</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Teachers?.Count ?? 0} teachers, weight {Weight}");

    internal Distillation Copy() => this with { Teachers = [.. Teachers] };

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
