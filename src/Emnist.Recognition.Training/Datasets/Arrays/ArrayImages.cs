namespace Emnist.Recognition.Training.Datasets.Arrays;

/// <summary>Makes labelled images of an array of pixels and one of labels.</summary>
/// <param name="source">The file.</param>
/// <param name="mapping">What the labels mean; null for digits, and for text itself.</param>
/// <param name="maxPixel">The number that is full ink; null to tell by the numbers.</param>
/// <param name="transposed">Whether the images lie on their side.</param>
/// <param name="hasMaxPixel">Whether who loads the file can say which number is full ink.</param>
internal sealed class ArrayImages(DataOrigin source, CharacterMapping? mapping, double? maxPixel, bool transposed, bool hasMaxPixel)
{
    private const int MaxSide = 1024;
    private const string OtherFile = $"Where another number is full ink, save the images as .npz, and set {nameof(NpzOptions)}.{nameof(NpzOptions.MaxPixel)}.";
    private const string ImagesAdvice = "Save grey images as [count, height, width] of whole numbers of 0 to 255.";

    public LabeledImages Join(FileArray images, FileArray labels) => Join(images, labels, source);

    /// <summary>Joins images with labels of another file.</summary>
    public LabeledImages Join(FileArray images, FileArray labels, DataOrigin labelsSource)
    {
        (int count, int height, int width) = ImageSizes(images);
        byte[] classes = new ArrayLabels(labelsSource, mapping).Read(labels, count, out IReadOnlyList<string> names);
        byte[] pixels = ReadPixels(images.ToRowMajor());
        if (transposed)
        {
            ImageTransposition.Apply(pixels, height, width);
            (height, width) = (width, height);
        }

        return new LabeledImages(new ImageSize { Width = width, Height = height }, pixels, classes, names);
    }

    private (int Count, int Height, int Width) ImageSizes(FileArray images)
    {
        if (images.Format.IsText || !TryImageSizes(images.Shape, out (int Count, int Height, int Width) sizes))
        {
            throw Fault(
                images.Place,
                $"images of [count, height, width], [count, height, width, 1] or [count, side * side], with sides of 1 to {MaxSide}",
                images.Format.IsText ? "text" : $"the shape {images.ShapeText}",
                ImagesAdvice);
        }

        return sizes;
    }

    private static bool TryImageSizes(int[] shape, out (int Count, int Height, int Width) sizes)
    {
        sizes = shape switch
        {
            [var count, var pixels] => Square(count, pixels),
            [var count, var height, var width] => (count, height, width),
            [var count, var height, var width, 1] => (count, height, width),
            [var count, 1, var height, var width] => (count, height, width),
            _ => default,
        };
        return sizes is { Count: > 0, Height: > 0 and <= MaxSide, Width: > 0 and <= MaxSide };
    }

    private static (int Count, int Height, int Width) Square(int count, int pixels)
    {
        int side = (int)Math.Round(Math.Sqrt(pixels));
        return (long)side * side == pixels ? (count, side, side) : default;
    }

    private byte[] ReadPixels(FileArray images)
    {
        var scale = new PixelScale(images.Format.Type == NumberType.Boolean ? 1 : maxPixel);
        byte[] pixels = images.Format is { Type: NumberType.UInt8 } && maxPixel is null
            ? images.Data
            : GC.AllocateUninitializedArray<byte>(images.Count);
        for (int i = 0; i < pixels.Length && !(scale.IsBytes && ReferenceEquals(pixels, images.Data)); i++)
        {
            double value = images.Number(i);
            if (!scale.TryAdd(value, pixels.AsSpan(0, i), out pixels[i]))
            {
                string advice = $"{ImagesAdvice} {(hasMaxPixel ? "Where another number is full ink, set MaxPixel to it." : OtherFile)}";
                throw Fault($"{images.Place}, element {i}", scale.Expected, FormattableString.Invariant($"{value}"), advice);
            }
        }

        return scale.Doubt(pixels) is var (found, setting)
            ? throw Fault(images.Place, "pixels of 0 to 255", found, hasMaxPixel ? $"Set MaxPixel {setting}." : OtherFile)
            : pixels;
    }

    private DatasetFormatException Fault(string place, string expected, string actual, string advice) =>
        DatasetFormatException.Create(source, place, expected, actual, advice);
}
