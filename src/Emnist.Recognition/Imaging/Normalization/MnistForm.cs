using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// MNIST's recipe (LeCun, Cortes and Burges, "The MNIST database of handwritten digits"): fitted into a box of 20 x 20 that keeps
/// the aspect ratio, grey by anti-aliasing, and moved by whole pixels until the centre of mass is in the middle of 28 x 28.
/// </summary>
internal static class MnistForm
{
    /// <summary>The longer side of the box around the ink, of all but 13 of MNIST's 60,000 training images.</summary>
    public const int LongSide = 20;

    /// <summary>
    /// The place, from 0, of the pixel on which the centre of mass falls: in each of MNIST's training images it is within 0.52 pixels
    /// of the middle of this one.
    /// </summary>
    public const int Middle = EmnistForm.Size / 2;

    /// <summary>
    /// The standard deviation of the blur that a sharp edge gets, in pixels of the result: of 0.45 to 0.95 the one by which a dense
    /// network read most of 600 of MNIST's training images that it had not been trained on, drawn large with pens of four widths.
    /// </summary>
    private const double EdgeSigma = 0.5;

    /// <summary>Of the pixels with ink, this part is full ink or nearly: the median of MNIST's training images.</summary>
    private const float FullPart = 0.35f;

    /// <summary>Draws a character.</summary>
    /// <param name="ink">Coverage, 0 to 1; nothing but the character.</param>
    /// <param name="box">The box around the ink.</param>
    /// <param name="destination">28 x 28 values, all of them written, 255 for full ink.</param>
    public static void Draw(Plane ink, PixelBox box, Span<byte> destination)
    {
        Span<byte> image = stackalloc byte[EmnistForm.Size * EmnistForm.Size];
        EmnistForm.Draw(ink, box, LongSide, EdgeSigma, FullPart, image);
        double scale = (double)LongSide / box.LongSide;
        Clip(image, box.Width * scale, box.Height * scale);
        Center(image, destination);
    }

    /// <summary>Blur reaches past the box, where MNIST has nothing.</summary>
    private static void Clip(Span<byte> image, double width, double height)
    {
        const double half = EmnistForm.Size / 2.0;
        for (int i = 0; i < image.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, EmnistForm.Size);
            bool isOutside = Math.Abs(x + 0.5 - half) >= (width / 2) + 0.5 || Math.Abs(y + 0.5 - half) >= (height / 2) + 0.5;
            image[i] = isOutside ? (byte)0 : image[i];
        }
    }

    /// <summary>The place of the middle of the ink, each pixel weighted with its grey value; NaN where there is no ink.</summary>
    public static (double X, double Y) CenterOfMass(ReadOnlySpan<byte> image)
    {
        (double mass, double x, double y) = (0, 0, 0);
        for (int i = 0; i < image.Length; i++)
        {
            mass += image[i];
            x += image[i] * (i % EmnistForm.Size);
            y += image[i] * (i / EmnistForm.Size);
        }

        return (x / mass, y / mass);
    }

    /// <summary>Moves the ink by whole pixels, and none of it out of the image.</summary>
    private static void Center(ReadOnlySpan<byte> image, Span<byte> destination)
    {
        destination.Clear();
        PixelBox box = PixelBox.Empty;
        for (int i = 0; i < image.Length; i++)
        {
            box = image[i] > 0 ? box.Include(i % EmnistForm.Size, i / EmnistForm.Size) : box;
        }

        if (box == PixelBox.Empty)
        {
            return;
        }

        (double x, double y) = CenterOfMass(image);
        (int right, int down) = (Shift(x, box.Left, box.Right), Shift(y, box.Top, box.Bottom));
        for (int row = box.Top; row < box.Bottom; row++)
        {
            image.Slice((row * EmnistForm.Size) + box.Left, box.Width)
                .CopyTo(destination[(((row + down) * EmnistForm.Size) + box.Left + right)..]);
        }
    }

    private static int Shift(double center, int first, int end) =>
        Math.Clamp((int)Math.Floor(Middle - center + 0.5), -first, EmnistForm.Size - end);
}
