namespace Emnist.Recognition.Training.Reporting;

/// <summary>An image of a <see cref="SampleGrid"/>, with what is shown over it. Immutable but for its pixels.</summary>
/// <param name="Size">The width and height, each at least 1, where there are pixels.</param>
/// <param name="Pixels">
/// <c>[height, width]</c> in row-major order, 0 = background, 255 = ink, as <c>LabeledImages</c> has them; kept and not copied.
/// None leaves the image's place empty, as of a picture that shows no character.
/// </param>
public sealed record SampleImage(ImageSize Size, ReadOnlyMemory<byte> Pixels)
{
    /// <summary>What the image is called, such as its file: shown under it on the page.</summary>
    /// <value>Default: null, nothing.</value>
    public string? Name { get; init; }

    /// <summary>What the image shows.</summary>
    /// <value>Default: null, not known.</value>
    public string? Truth { get; init; }

    /// <summary>What it was taken for.</summary>
    /// <value>Default: null, for nothing.</value>
    public string? Answer { get; init; }

    /// <summary>The probability of <see cref="Answer"/>, 0 to 1.</summary>
    /// <value>Default: null, not shown.</value>
    public float? Confidence { get; init; }

    /// <summary>Whether the answer is wrong, so that the image is marked.</summary>
    /// <value>Default: false.</value>
    public bool IsMistake { get; init; }

    /// <summary>Size and texts, such as <c>28 x 28, 7 -&gt; 1 93.1%</c>, alike in every culture.</summary>
    public override string ToString() => $"{Size}, {SampleText.Line(this)} {SampleText.Confidence(this)}".TrimEnd();
}
