using System.Diagnostics;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// How the outputs of a convolution's images are cut into Winograd's tiles of 4 x 4, counted through the batch. The
/// last of a row or column may reach over the image's edge.
/// </summary>
internal sealed unsafe class WinogradTiling
{
    private readonly ConvolutionGeometry _geometry;
    private readonly int _down;
    private readonly int _across;
    private readonly IndirectionTable _inputs;
    private readonly AlignedBuffer _zeros;

    public WinogradTiling(in ConvolutionGeometry geometry)
    {
        _geometry = geometry;
        (_down, _across) = Count(geometry);
        _zeros = new AlignedBuffer(geometry.OutputChannels);

        // A tile reads what a window of 6 x 6 would that goes in steps of 4.
        _inputs = IndirectionTable.Forward(geometry with
        {
            OutputHeight = _down,
            OutputWidth = _across,
            KernelHeight = WinogradTransforms.InputSide,
            KernelWidth = WinogradTransforms.InputSide,
            StrideHeight = WinogradTransforms.OutputSide,
            StrideWidth = WinogradTransforms.OutputSide,
        });
    }

    public int TilesPerImage => _down * _across;

    /// <summary>
    /// Whether a convolution is 3 x 3 of stride 1 without dilation or groups, its channels fill vectors, and Winograd's
    /// filtering saves at least half of its products.
    /// </summary>
    public static bool Fits(SimdKernels simd, in ConvolutionGeometry geometry)
    {
        (int down, int across) = Count(geometry);
        return geometry is { KernelHeight: 3, KernelWidth: 3, StrideHeight: 1, StrideWidth: 1 }
            && geometry is { DilationHeight: 1, DilationWidth: 1, Groups: 1 }
            && geometry.InputChannels % simd.Lanes == 0
            && geometry.OutputChannels % simd.Lanes == 0
            && 2L * down * across * WinogradTransforms.Places <= (long)geometry.OutputPixels * geometry.Taps;
    }

    /// <summary>Images that a batch's first <paramref name="tiles"/> tiles lie in.</summary>
    public long Images(int tiles) => ((long)tiles + TilesPerImage - 1) / TilesPerImage;

    /// <summary>The image that a tile lies in, and the row and column of its first output.</summary>
    public (int Image, int Y, int X) Locate(int tile)
    {
        Debug.Assert(tile >= 0);
        (int image, int position) = Math.DivRem(tile, TilesPerImage);
        (int y, int x) = Math.DivRem(position, _across);
        return (image, y * WinogradTransforms.OutputSide, x * WinogradTransforms.OutputSide);
    }

    /// <summary>Finds the inputs of a tile. Those of the padding point to zeros.</summary>
    /// <param name="input">The batch's inputs.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="pixels">[6, 6], written.</param>
    public void FindInputs(float* input, int tile, float** pixels) => _inputs.Resolve(input, tile, count: 1, tileRows: 1, pixels);

    /// <summary>
    /// Finds the outputs of a tile. Those beyond the image's edge point to their place in <paramref name="beyond"/>.
    /// </summary>
    /// <param name="output">The batch's outputs.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="beyond">[4, 4, output channels]; null for zeros, which may only be read.</param>
    /// <param name="pixels">[4, 4], written.</param>
    public void FindOutputs(float* output, int tile, float* beyond, float** pixels)
    {
        const int side = WinogradTransforms.OutputSide;
        (int index, int y, int x) = Locate(tile);
        float* image = output + ((nint)index * _geometry.OutputLength);
        for (int row = 0; row < side; row++)
        {
            for (int column = 0; column < side; column++)
            {
                *pixels++ = y + row < _geometry.OutputHeight && x + column < _geometry.OutputWidth
                    ? image + ((nint)(((y + row) * _geometry.OutputWidth) + x + column) * _geometry.OutputChannels)
                    : beyond == null ? _zeros.Pointer : beyond + (((row * side) + column) * _geometry.OutputChannels);
            }
        }
    }

    private static (int Down, int Across) Count(in ConvolutionGeometry geometry)
    {
        const int side = WinogradTransforms.OutputSide;
        return ((geometry.OutputHeight + side - 1) / side, (geometry.OutputWidth + side - 1) / side);
    }
}
