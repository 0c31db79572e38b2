namespace Emnist.Recognition.Training.Evaluation;

/// <summary>An image that was taken for another class.</summary>
/// <param name="Index">The image's place in the set, from 0.</param>
/// <param name="Actual">The index of its own class.</param>
/// <param name="Predicted">The index of the class that it was taken for.</param>
/// <param name="Confidence">The probability of that class: 0 to 1.</param>
/// <param name="ActualProbability">The probability of its own class: 0 to 1.</param>
public readonly record struct Mistake(int Index, int Actual, int Predicted, float Confidence, float ActualProbability)
{
    /// <summary>The mistake, such as <c>image 17: class 3, of probability 0.0125, taken for 5 with 0.9731</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"image {Index}: class {Actual}, of probability {ActualProbability:F4}, taken for {Predicted} with {Confidence:F4}");
}
