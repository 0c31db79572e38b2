using System.Globalization;

namespace Emnist.Recognition.Training.Reporting;

/// <summary>What stands over an image.</summary>
internal static class SampleText
{
    private const string NoAnswer = "none";

    /// <summary>Such as <c>7 -> 1</c>, or the answer alone where the truth is not known.</summary>
    public static string Line(SampleImage sample) => sample.Truth is { } truth ? $"{truth} -> {Answer(sample)}" : Answer(sample);

    public static string Answer(SampleImage sample) => sample.Answer ?? NoAnswer;

    /// <summary>Such as <c>93.1%</c>; empty where it is not known.</summary>
    public static string Confidence(SampleImage sample) =>
        sample.Confidence is { } confidence ? string.Create(CultureInfo.InvariantCulture, $"{confidence * 100:F1}%") : "";
}
