namespace Emnist.Recognition.Training.Evaluation;

/// <summary>The answers whose confidence lies in a range: where they are calibrated, their accuracy is their mean confidence.</summary>
/// <param name="LowerBound">The range's lower end, not in it but for the first range's 0.</param>
/// <param name="UpperBound">The range's upper end, in it.</param>
/// <param name="Count">Answers in the range.</param>
/// <param name="MeanConfidence">Their mean confidence: 0 to 1, and 0 where there is none.</param>
/// <param name="Accuracy">The share of them that is right: 0 to 1, and 0 where there is none.</param>
public sealed record ReliabilityBin(double LowerBound, double UpperBound, int Count, double MeanConfidence, double Accuracy)
{
    /// <summary>The range and its answers, such as <c>0.9333 to 1.0000: 120 answers, mean confidence 0.9876, accuracy 0.9750</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{LowerBound:F4} to {UpperBound:F4}: {Count} answers, mean confidence {MeanConfidence:F4}, accuracy {Accuracy:F4}");
}
