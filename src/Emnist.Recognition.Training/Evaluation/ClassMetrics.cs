namespace Emnist.Recognition.Training.Evaluation;

/// <summary>How well one class is recognised.</summary>
/// <param name="Name">The class.</param>
/// <param name="Support">Images of the class.</param>
/// <param name="Predicted">Images that were taken for the class, rightly or not.</param>
/// <param name="Precision">
/// The share of <paramref name="Predicted"/> that is right: 0 to 1, and 0 where there is none, as in scikit-learn.
/// </param>
/// <param name="Recall">The share of <paramref name="Support"/> that was found: 0 to 1, and 0 where there is none.</param>
/// <param name="F1">The harmonic mean of both: 0 to 1, and 0 where both are.</param>
public sealed record ClassMetrics(string Name, int Support, int Predicted, double Precision, double Recall, double F1)
{
    /// <summary>Whether an image is of the class or was taken for it: tables leave the others out.</summary>
    internal bool Occurs => Support > 0 || Predicted > 0;

    /// <summary>The class and its figures, such as <c>A: precision 0.9031, recall 0.8987, F1 0.9009, on 400 images</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Name}: precision {Precision:F4}, recall {Recall:F4}, F1 {F1:F4}, on {Support} images");
}
