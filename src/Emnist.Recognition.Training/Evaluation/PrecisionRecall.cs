namespace Emnist.Recognition.Training.Evaluation;

/// <summary>Precision, recall and their harmonic mean: of one class, or averaged over classes. Each is 0 to 1, higher is better.</summary>
/// <param name="Precision">The share of the answers that are right; 0 where there is no answer.</param>
/// <param name="Recall">The share of the images that are found; 0 where there is no image.</param>
/// <param name="F1">2 · precision · recall / (precision + recall); 0 where both are. Averages are those of the classes' own F1.</param>
public readonly record struct PrecisionRecall(double Precision, double Recall, double F1)
{
    /// <summary>The three, such as <c>precision 0.9031, recall 0.8987, F1 0.9009</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"precision {Precision:F4}, recall {Recall:F4}, F1 {F1:F4}");
}
