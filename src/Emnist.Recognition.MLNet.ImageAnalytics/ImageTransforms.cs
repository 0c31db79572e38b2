using Microsoft.ML;

namespace Emnist.Recognition.MLNet.ImageAnalytics;

/// <summary>What this library adds to ML.NET's transforms of images.</summary>
public static class ImageTransforms
{
    /// <summary>
    /// Makes encoded pictures of images: columns of <c>MLImage</c>, as <c>LoadImages</c> gives them, become columns of bytes, as
    /// everything that reads encoded pictures takes them.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A row's bytes are a PGM file in grey, without loss; colour becomes grey by ITU-R BT.601 luma, and transparency, which
    /// the image's colours are multiplied by, is laid over white. The output is a vector of bytes of varying length, empty for a
    /// row without an image.
    /// </para>
    /// <para>
    /// ML.NET ignores in which orientation a photograph was taken. Where an image's <c>Tag</c> names the file that it was
    /// loaded from, as <c>LoadImages</c> has it, the orientation is read there, and the picture comes out upright.
    /// </para>
    /// <para>
    /// The images' column must leave their size open: that of <c>LoadImages</c> does, and a property of <c>MLImage</c> does
    /// with <see cref="ImageOfAnySizeAttribute"/>. <c>ResizeImages</c> is not needed, and would distort characters. A fitted
    /// pipeline is saved and loaded as ML.NET's own are, where this assembly is at hand.
    /// </para>
    /// </remarks>
    /// <param name="catalog">The catalog, <c>mlContext.Transforms</c>.</param>
    /// <param name="outputColumnName">The column of bytes; the images' own name replaces them.</param>
    /// <param name="inputColumnName">The column of images.</param>
    /// <returns>
    /// An estimator, whose <c>Fit</c> throws <see cref="ArgumentOutOfRangeException"/> where the column is missing or has no
    /// images of open size, and <see cref="InvalidOperationException"/> where a column is named <c>emnist.image</c> or
    /// <c>emnist.picture</c>, as two within the stage are.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A name is empty, or the output's is one of those two.</exception>
    /// <example>
    /// <code>
    /// var pipeline = ml.Transforms.LoadImages("Image", folder, "Path")
    ///     .Append(ml.Transforms.EncodeImages("Picture", "Image"));
    /// </code>
    /// </example>
    public static IEstimator<ITransformer> EncodeImages(this TransformsCatalog catalog, string outputColumnName, string inputColumnName)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentException.ThrowIfNullOrEmpty(inputColumnName);
        return ImageEncoding.IsTemporary(outputColumnName)
            ? throw new ArgumentException($"'{outputColumnName}' is the name of a column within the stage.", nameof(outputColumnName))
            : new ImageEncodingEstimator(catalog, outputColumnName, inputColumnName);
    }
}
