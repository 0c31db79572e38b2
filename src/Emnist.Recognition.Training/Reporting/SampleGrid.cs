using Emnist.Recognition.Imaging;
using Emnist.Recognition.Training.Reporting.Html;
using Emnist.Recognition.Training.Reporting.Sheets;

namespace Emnist.Recognition.Training.Reporting;

/// <summary>
/// Images in rows, over each what it shows and what it was taken for, as notebooks show them. Immutable, and so safe to share
/// between threads.
/// </summary>
/// <example>
/// <code>
/// var samples = new List&lt;SampleImage&gt;();
/// for (int i = 0; i &lt; 24; i++)
/// {
///     string truth = images.ClassNames[images.GetLabel(i)];
///     CharacterPrediction answer = recognizer.PredictNormalized(images.GetImage(i));
///     samples.Add(new SampleImage(images.Size, images.GetImage(i).ToArray())
///     {
///         Truth = truth, Answer = answer.Character, Confidence = answer.Confidence, IsMistake = answer.Character != truth,
///     });
/// }
///
/// var grid = new SampleGrid("The first 24", samples);
/// grid.ToImage().SavePng("samples.png");
/// File.WriteAllText("samples.html", grid.ToHtml());
/// </code>
/// </example>
public sealed class SampleGrid
{
    /// <summary>The most images of a grid.</summary>
    internal const int MaxSamples = 10_000;

    private const int MaxColumns = 100;

    /// <summary>Creates a grid.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="samples">The images, row by row; 1 to 10,000 of them. Copied.</param>
    /// <exception cref="ArgumentException">
    /// The title is empty, there is no image or too many, or an image has other pixels than its size says.
    /// </exception>
    public SampleGrid(string title, IReadOnlyList<SampleImage> samples)
    {
        ArgumentException.ThrowIfNullOrEmpty(title);
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Count is < 1 or > MaxSamples)
        {
            throw new ArgumentException($"A grid has 1 to {MaxSamples} images, not {samples.Count}.", nameof(samples));
        }

        Title = title;
        Samples = Array.AsReadOnly(samples.ToArray());
        for (int i = 0; i < Samples.Count; i++)
        {
            Check(Samples[i], i, nameof(samples));
        }
    }

    /// <summary>The heading.</summary>
    public string Title { get; }

    /// <summary>The images, row by row.</summary>
    public IReadOnlyList<SampleImage> Samples { get; }

    /// <summary>The images side by side in <see cref="ToImage"/>; a page has as many as fit the window.</summary>
    /// <value>1 to 100; the default is 8.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public int Columns
    {
        get;
        init => field = value is >= 1 and <= MaxColumns
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Columns), value, $"A grid has 1 to {MaxColumns} columns.");
    } = 8;

    /// <summary>
    /// The grid as one HTML page, which loads nothing and runs nothing: dark ink on white paper, light on dark where the reader's
    /// system is dark. Wrong answers are marked. Texts are escaped.
    /// </summary>
    public string ToHtml() => SamplePage.Write(this);

    /// <summary>
    /// The grid as a picture, dark ink on white paper: each image enlarged to about 112 pixels, or reduced to at most that. Wrong
    /// answers are framed and their text is white on black. Characters beyond ASCII are drawn as boxes, and what is too long for
    /// its place ends in two dots: the page shows them as they are.
    /// </summary>
    public GrayImage ToImage() => SampleSheet.Draw(this);

    private static void Check(SampleImage sample, int index, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(sample, parameterName);
        (int width, int height) = (sample.Size.Width, sample.Size.Height);
        if (!sample.Pixels.IsEmpty && (width < 1 || height < 1 || (long)width * height != sample.Pixels.Length))
        {
            throw new ArgumentException($"Image {index} is {sample.Size} and has {sample.Pixels.Length} pixels.", parameterName);
        }
    }
}
