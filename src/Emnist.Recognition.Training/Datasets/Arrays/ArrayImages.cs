namespace Emnist.Recognition.Training.Datasets.Arrays;

/// <summary>Makes labelled images of an array of pixels and one of labels.</summary>
internal sealed class ArrayImages(DataOrigin source, CharacterMapping? mapping, double? maxPixel, bool transposed)
{
    private const int MaxSide = 1024;
    private const int MaxClasses = byte.MaxValue + 1;
    private const int MaxNameLength = 64;
    private const string ImagesAdvice = "Save grey images as [count, height, width] of whole numbers of 0 to 255.";
    private const string LabelsAdvice = "Save a label for each image, as whole numbers of 0 to 255 or as text.";

    public LabeledImages Join(FileArray images, FileArray labels)
    {
        (int count, int height, int width) = ImageSizes(images);
        byte[] classes = ReadLabels(labels, count, out IReadOnlyList<string> names);
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
                string advice = $"{ImagesAdvice} Where another number is full ink, set MaxPixel to it.";
                throw Fault($"{images.Place}, element {i}", scale.Expected, FormattableString.Invariant($"{value}"), advice);
            }
        }

        return scale.IsAmbiguous
            ? throw Fault(images.Place, "pixels of 0 to 255", "zeros and ones alone", "Set MaxPixel to 1 where 1 is full ink, else to 255.")
            : pixels;
    }

    private byte[] ReadLabels(FileArray labels, int count, out IReadOnlyList<string> names)
    {
        int classes = labels.Shape switch
        {
            [_] or [_, 1] or [1, _] => 1,
            [_, <= MaxClasses and var columns] => columns,
            _ => 0,
        };
        if (classes == 0 || (long)count * classes != labels.Count)
        {
            throw Fault(labels.Place, $"{count} labels, one for each image", $"the shape {labels.ShapeText}", LabelsAdvice);
        }

        FileArray ordered = labels.ToRowMajor();
        var known = new LabelClasses(source);
        byte[] read = new byte[count];
        for (int i = 0; i < count; i++)
        {
            read[i] = ordered.Format.IsText ? Name(ordered, i, known) : Number(ordered, i, classes, known);
        }

        names = known.Resolve(read, mapping);
        return read;
    }

    private byte Name(FileArray labels, int index, LabelClasses known)
    {
        ReadOnlySpan<byte> element = labels.Format.Size <= 4 * MaxNameLength ? labels.Element(index) : [];
        string name = element.IsEmpty ? "" : labels.Format.ReadText(element).TrimEnd('\0');
        string place = $"{labels.Place}, label {index}";
        return name.Length == 0
            ? throw Fault(place, $"a name of 1 to {MaxNameLength} characters", "none, or more", LabelsAdvice)
            : name.Length <= 3 && byte.TryParse(name, out byte number) ? known.Add(number, place) : known.Add(name, place);
    }

    private byte Number(FileArray labels, int index, int classes, LabelClasses known)
    {
        double value = classes == 1 ? labels.Number(index) : OneHot(labels, index, classes);
        if (!(value is >= 0 and <= byte.MaxValue && value == Math.Floor(value)))
        {
            string actual = FormattableString.Invariant($"{value}");
            throw Fault($"{labels.Place}, label {index}", "a whole number of 0 to 255", actual, LabelsAdvice);
        }

        byte label = (byte)value;
        return known.Find(label) is >= 0 and var place ? (byte)place : known.Add(label, $"{labels.Place}, label {index}");
    }

    /// <summary>The column of the one in a row of zeros.</summary>
    private double OneHot(FileArray labels, int index, int classes)
    {
        int found = -1;
        for (int c = 0; c < classes; c++)
        {
            double value = labels.Number((index * classes) + c);
            if (value != 0 && (value != 1 || found >= 0))
            {
                found = -1;
                break;
            }

            found = value == 0 ? found : c;
        }

        return found >= 0
            ? found
            : throw Fault($"{labels.Place}, label {index}", "a one in a row of zeros", "another row", LabelsAdvice);
    }

    private DatasetFormatException Fault(string place, string expected, string actual, string advice) =>
        DatasetFormatException.Create(source, place, expected, actual, advice);
}
