using System.Numerics.Tensors;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Takes underlines out of a picture that seems to have nothing else: a small character that touches one is a part of its piece, and pencil
/// beside a dark one is too faint to be seen.
/// </summary>
internal static class Underlines
{
    /// <summary>The soft ends of one reach so many pixels beyond its piece.</summary>
    private const int SoftEnd = 3;

    /// <summary>The picture without them, but for the ink that crosses them.</summary>
    /// <param name="contrast">The picture less its ground.</param>
    /// <param name="full">The contrast of full ink.</param>
    /// <param name="underlines">Their pieces, with what touches them.</param>
    /// <returns>Null where there are none, or one of them is not straight.</returns>
    public static Plane? Erase(Plane contrast, float full, IReadOnlyList<InkPiece> underlines)
    {
        if (underlines.Count == 0)
        {
            return null;
        }

        Plane rest = contrast.Copy();
        foreach (InkPiece underline in underlines)
        {
            if (!Erase(contrast, rest, full, underline.Box))
            {
                rest.Dispose();
                return null;
            }
        }

        return rest;
    }

    private static bool Erase(Plane picture, Plane rest, float full, PixelBox box)
    {
        // In the columns of its piece it runs from edge to edge.
        using Plane columns = picture.Crop(box with { Top = 0, Bottom = picture.Height });
        if (RuledLines.WithoutLevel(columns, full, out List<RuledLine> lines) is not { } without)
        {
            return false;
        }

        using Plane disposed = without;
        for (int y = 0; y < picture.Height; y++)
        {
            Span<float> own = rest.Row(y).Slice(box.Left, box.Width);
            TensorPrimitives.Min(own, without.Row(y), own);
        }

        foreach (RuledLine line in lines)
        {
            ClearEnd(Math.Max(0, box.Left - SoftEnd), box.Left, line.RowAt(0, box.Width), line.Thickness);
            ClearEnd(box.Right, Math.Min(picture.Width, box.Right + SoftEnd), line.RowAt(box.Width - 1, box.Width), line.Thickness);
        }

        return true;

        void ClearEnd(int left, int right, int row, int thickness)
        {
            for (int y = Math.Max(0, row - thickness - SoftEnd); y <= Math.Min(picture.Height - 1, row + thickness + SoftEnd); y++)
            {
                rest.Row(y)[left..right].Clear();
            }
        }
    }
}
