using System.Diagnostics;

namespace Emnist.Recognition.Numerics;

/// <summary>A frame of zeros around one image, row by row.</summary>
internal static class ZeroPadding
{
    /// <summary>Writes the image within its frame.</summary>
    /// <param name="geometry">The sizes.</param>
    /// <param name="input">[input height, input width, channels].</param>
    /// <param name="output">[output height, output width, channels], overwritten; other memory.</param>
    public static void Add(in PaddingGeometry geometry, ReadOnlySpan<float> input, Span<float> output)
    {
        Debug.Assert(input.Length == geometry.InputLength && output.Length == geometry.OutputLength && !input.Overlaps(output));
        int length = geometry.InputWidth * geometry.Channels;
        output.Clear();
        for (int row = 0; row < geometry.InputHeight; row++)
        {
            input.Slice(row * length, length).CopyTo(output[Start(geometry, row)..]);
        }
    }

    /// <summary>Writes what lies within the frame.</summary>
    /// <param name="geometry">The sizes.</param>
    /// <param name="framed">[output height, output width, channels].</param>
    /// <param name="image">[input height, input width, channels], overwritten; other memory.</param>
    public static void Remove(in PaddingGeometry geometry, ReadOnlySpan<float> framed, Span<float> image)
    {
        Debug.Assert(framed.Length == geometry.OutputLength && image.Length == geometry.InputLength && !image.Overlaps(framed));
        int length = geometry.InputWidth * geometry.Channels;
        for (int row = 0; row < geometry.InputHeight; row++)
        {
            framed.Slice(Start(geometry, row), length).CopyTo(image[(row * length)..]);
        }
    }

    /// <summary>Where a row of the image lies in the framed one.</summary>
    private static int Start(in PaddingGeometry geometry, int row) =>
        (((geometry.Top + row) * geometry.OutputWidth) + geometry.Left) * geometry.Channels;
}
