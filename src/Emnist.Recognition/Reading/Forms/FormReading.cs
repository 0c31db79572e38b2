using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>Reads the fields of a form at given places, and the cells of a grid that is looked for.</summary>
/// <param name="network">What names characters.</param>
/// <param name="classes">Its classes.</param>
/// <param name="characters">The characters that can occur; null for all.</param>
/// <param name="cancellationToken">Stops the reading.</param>
internal sealed class FormReading(
    CharacterNetwork network, CharacterClasses classes, CharacterSet? characters, CancellationToken cancellationToken)
{
    /// <summary>What is looked at around fields, as a part of the largest one's longer side.</summary>
    private const double Around = 0.5;

    /// <summary>Reads the characters in given fields.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="fields">The places, all of them within the picture.</param>
    public IReadOnlyList<RecognizedField> ReadFields(GrayImage image, IReadOnlyList<PixelRectangle> fields)
    {
        if (fields.Count == 0)
        {
            return [];
        }

        PixelBox part = fields.Select(static field => new PixelBox(field.X, field.Y, field.Right, field.Bottom)).Aggregate(static (a, b) => a.Include(b));
        part = part.Grow((int)(Around * fields.Max(static field => Math.Max(field.Width, field.Height))) + 2, image.Width, image.Height);
        (InkContrast? picture, int factor) = Measure(Crop(image, part));
        FieldContent[] contents = new FieldContent[fields.Count];
        if (picture is null)
        {
            Array.Fill(contents, FieldContent.Blank);
        }
        else
        {
            for (int i = 0; i < contents.Length; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var places = new FieldPlaces(new LineDrawing(picture.Contrast, picture.Threshold(FormBoxes.LineContrasts[0])));
                FormBox box = places.Find(
                    Scaled(fields[i].X - part.Left), Scaled(fields[i].Y - part.Top),
                    Scaled(fields[i].Right - part.Left), Scaled(fields[i].Bottom - part.Top));
                contents[i] = FieldContent.Find(picture, box, network.Framing);
            }
        }

        CharacterPrediction[] predictions = FieldReading.Read(network, classes, contents, characters, cancellationToken);
        return [.. predictions.Zip(fields, static (prediction, field) => new RecognizedField(prediction, field))];

        // Between pixels: the middle of the first one is at 0.
        float Scaled(int place) => ((float)place / factor) - 0.5f;
    }

    /// <summary>Finds a grid and reads its cells.</summary>
    public RecognizedGrid ReadGrid(GrayImage image, int rows, int columns)
    {
        (InkContrast? picture, int factor) = Measure(image);
        var scale = new PictureScale(factor, 0, 0);
        if (picture is null || GridFinder.Find(picture, rows, columns, cancellationToken) is not { } cells)
        {
            return new RecognizedGrid(rows, columns, []);
        }

        FieldContent[] contents = new FieldContent[cells.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            contents[i] = FieldContent.Find(picture, cells[i], network.Framing);
        }

        CharacterPrediction[] predictions = FieldReading.Read(network, classes, contents, characters, cancellationToken);
        return new RecognizedGrid(
            rows, columns, [.. predictions.Select((prediction, i) => new RecognizedField(prediction, BoxLine.Place(cells[i], (0, 0, 1, 1), scale)))]);
    }

    private (InkContrast? Picture, int Factor) Measure(GrayImage image)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using Plane picture = BoxReduction.ToLongSide(image, TextSegmenter.WorkingSide);
        (Plane contrast, float threshold, _) = GroundRemoval.Contrast(picture);
        InkContrast? ink = InkContrast.Measure(contrast, threshold);
        cancellationToken.ThrowIfCancellationRequested();
        return (
            ink is null ? DoubtfulGround.DarkInk(picture, contrast) : DoubtfulGround.DarkInk(picture, ink) ?? ink,
            BoxReduction.Factor(image.Width, image.Height, TextSegmenter.WorkingSide));
    }

    private static GrayImage Crop(GrayImage image, PixelBox part) => GrayImage.FromPixels(
        image.Pixels[((part.Top * image.Width) + part.Left)..],
        new ImageSize { Width = part.Width, Height = part.Height },
        PixelFormat.Gray8,
        image.Width);
}
