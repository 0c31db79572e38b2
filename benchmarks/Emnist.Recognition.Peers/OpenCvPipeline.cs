using System.Numerics.Tensors;
using OpenCvSharp;

namespace Emnist.Recognition.Peers;

/// <summary>
/// What one writes with OpenCV and ONNX Runtime in an afternoon: grey, Otsu's threshold, the bounding box of all pieces but specks,
/// cropped, shrunk to 24 pixels and set in the middle of 28 x 28. One thread.
/// </summary>
internal sealed class OpenCvPipeline(OnnxSession session, IReadOnlyList<string> classNames)
{
    private const int Side = 28;
    private const int Inner = 24;

    public string Read(byte[] file, ImreadModes mode)
    {
        using Mat grey = Cv2.ImDecode(file, mode);
        using Mat ink = new();
        Cv2.Threshold(grey, ink, 0, 255, ThresholdTypes.BinaryInv | ThresholdTypes.Otsu);
        if (2 * Cv2.CountNonZero(ink) > ink.Total())
        {
            Cv2.BitwiseNot(ink, ink);
        }

        if (FindCharacter(ink) is not { } bounds)
        {
            return "";
        }

        using Mat character = new(ink, bounds);
        double scale = (double)Inner / Math.Max(bounds.Width, bounds.Height);
        var size = new Size(Math.Max(1, (int)(bounds.Width * scale)), Math.Max(1, (int)(bounds.Height * scale)));
        using Mat small = new();
        Cv2.Resize(character, small, size, interpolation: InterpolationFlags.Area);
        (int left, int top) = ((Side - size.Width) / 2, (Side - size.Height) / 2);
        using Mat square = new();
        Cv2.CopyMakeBorder(
            small, square, top, Side - size.Height - top, left, Side - size.Width - left, BorderTypes.Constant, Scalar.Black);
        using Mat input = Mat.FromPixelData(Side, Side, MatType.CV_32F, session.Input);
        square.ConvertTo(input, MatType.CV_32F, 1 / 255.0);
        session.Run();
        return classNames[TensorPrimitives.IndexOfMax(session.Output)];
    }

    private static Rect? FindCharacter(Mat ink)
    {
        using Mat labels = new();
        using Mat stats = new();
        using Mat centroids = new();
        int count = Cv2.ConnectedComponentsWithStats(ink, labels, stats, centroids);
        Rect? bounds = null;
        for (int i = 1; i < count; i++)
        {
            if (stats.At<int>(i, (int)ConnectedComponentsTypes.Area) < Math.Max(4, ink.Total() / 1000))
            {
                continue;
            }

            var piece = new Rect(
                stats.At<int>(i, (int)ConnectedComponentsTypes.Left),
                stats.At<int>(i, (int)ConnectedComponentsTypes.Top),
                stats.At<int>(i, (int)ConnectedComponentsTypes.Width),
                stats.At<int>(i, (int)ConnectedComponentsTypes.Height));
            bounds = bounds?.Union(piece) ?? piece;
        }

        return bounds;
    }
}
