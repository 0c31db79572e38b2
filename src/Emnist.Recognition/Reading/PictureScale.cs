using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading;

/// <summary>How places in the part of a picture that is worked on are told in the picture's own pixels.</summary>
/// <param name="Factor">Pixels of the picture to one of the part, along a side.</param>
/// <param name="Left">The part's first column, in its pixels.</param>
/// <param name="Top">Its first row.</param>
internal readonly record struct PictureScale(int Factor, int Left, int Top)
{
    /// <summary>A box in the picture's pixels.</summary>
    public PixelRectangle Place(PixelBox box) =>
        new((box.Left + Left) * Factor, (box.Top + Top) * Factor, box.Width * Factor, box.Height * Factor);
}
