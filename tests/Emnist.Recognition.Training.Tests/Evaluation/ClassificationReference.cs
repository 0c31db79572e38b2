using System.Text.Json;

namespace Emnist.Recognition.Training.Tests.Evaluation;

/// <summary>classification_reference.json, which make_classification_reference.py wrote.</summary>
internal sealed record ClassificationReference(ScoresReference Scores, ClassificationCase[] Cases)
{
    public static ClassificationReference Recorded { get; } = JsonSerializer.Deserialize<ClassificationReference>(
        typeof(ClassificationReference).Assembly.GetManifestResourceStream("classification_reference.json")!, JsonSerializerOptions.Web)!;
}

/// <summary>What is measured of a network's outputs before a softmax.</summary>
internal sealed record ScoresReference(int[] Pixels, int[] Labels, double Accuracy, double BalancedAccuracy, double LogLoss);

/// <param name="Name">What is special about the case.</param>
/// <param name="Labels">[images].</param>
/// <param name="Probabilities">[images][classes], times 1024.</param>
/// <param name="Accuracy">Of all images.</param>
/// <param name="BalancedAccuracy">The mean over the classes.</param>
/// <param name="TopK">By k.</param>
/// <param name="LogLoss">The mean.</param>
/// <param name="Kappa">Null where it is not a number.</param>
/// <param name="CalibrationError">Over 15 bins.</param>
/// <param name="BinCounts">[15].</param>
/// <param name="Precision">[classes].</param>
/// <param name="Recall">[classes].</param>
/// <param name="F1">[classes].</param>
/// <param name="Support">[classes].</param>
/// <param name="Macro">Precision, recall and F1.</param>
/// <param name="Weighted">Precision, recall and F1.</param>
/// <param name="Confusion">Actual, predicted, count, share of the row and of the column of each cell that is not 0.</param>
internal sealed record ClassificationCase(
    string Name, int[] Labels, int[][] Probabilities, double Accuracy, double BalancedAccuracy, Dictionary<int, double> TopK,
    double LogLoss, double? Kappa, double CalibrationError, int[] BinCounts, double[] Precision, double[] Recall, double[] F1,
    int[] Support, double[] Macro, double[] Weighted, double[][] Confusion);
