using System.Runtime.CompilerServices;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// A 3 x 3 convolution of stride 1 by Winograd's minimal filtering F(4x4, 3x3): tiles of the image are transformed,
/// multiplied place by place with the transformed kernel, and transformed back. That takes 36 products for 16 outputs
/// where the direct way takes 144. A pooling of 2 x 2 that follows can be taken in: its windows never leave a tile.
/// </summary>
internal sealed unsafe class WinogradConvolution
{
    /// <summary>Bytes of transformed tiles that are worked on at a time, so that they stay in the second cache.</summary>
    private const int BlockBytes = 384 << 10;

    private const int Places = WinogradTransforms.Places;

    private const int OutputPlaces = WinogradTransforms.OutputSide * WinogradTransforms.OutputSide;

    private const int TileRows = MicroKernels.ProductRows;

    private readonly KernelSet _kernels;
    private readonly ConvolutionGeometry _geometry;
    private readonly bool _pooled;
    private readonly int _tilesDown;
    private readonly int _tilesAcross;
    private readonly int _blockTiles;
    private readonly PackedMatrix[] _matrices;
    private readonly AlignedBuffer _zeros;

    /// <param name="kernels">The kernels to use.</param>
    /// <param name="geometry">Sizes for which <see cref="Fits"/> holds.</param>
    /// <param name="kernel">[3, 3, input channels, output channels].</param>
    /// <param name="pooled">Whether the maximum of every 2 x 2 outputs is written instead of the outputs.</param>
    public WinogradConvolution(KernelSet kernels, in ConvolutionGeometry geometry, ReadOnlySpan<float> kernel, bool pooled)
    {
        _pooled = pooled;
        _kernels = kernels;
        _geometry = geometry;
        (_tilesDown, _tilesAcross) = CountTiles(geometry);
        int tileBytes = Places * (geometry.InputChannels + geometry.OutputChannels) * sizeof(float);
        _blockTiles = Math.Max(BlockBytes / tileBytes / TileRows, 1) * TileRows;
        _matrices = Transform(kernel);
        _zeros = new AlignedBuffer(Math.Max(geometry.InputChannels, kernels.PanelWidth));
    }

    /// <summary>Floats of scratch memory that <see cref="Run"/> needs.</summary>
    public int ScratchLength =>
        (Places * _blockTiles * (_geometry.InputChannels + _geometry.OutputChannels)) + (OutputPlaces * _geometry.OutputChannels);

    /// <summary>Floats written for each image.</summary>
    public int OutputLength => _pooled ? PooledHeight * PooledWidth * _geometry.OutputChannels : _geometry.OutputLength;

    private int PooledHeight => _geometry.OutputHeight / 2;

    private int PooledWidth => _geometry.OutputWidth / 2;

    /// <summary>Whether the convolution is of the kind, its channels fill vectors, and it saves at least half of the products.</summary>
    public static bool Fits(KernelSet kernels, in ConvolutionGeometry geometry)
    {
        (int down, int across) = CountTiles(geometry);
        return geometry is { KernelHeight: 3, KernelWidth: 3, StrideHeight: 1, StrideWidth: 1 }
            && geometry.InputChannels % (kernels.PanelWidth / MicroKernels.TileVectors) == 0
            && geometry.OutputChannels % kernels.PanelWidth == 0
            && 2L * down * across * Places <= (long)geometry.OutputPixels * geometry.Taps;
    }

    /// <summary>Computes the outputs of the first <paramref name="count"/> images.</summary>
    /// <param name="input">[count, input height, input width, input channels].</param>
    /// <param name="bias">[output channels].</param>
    /// <param name="output">[count, output height, output width, output channels], each side halved if pooled, written.</param>
    /// <param name="scratch"><see cref="ScratchLength"/> floats, overwritten.</param>
    /// <param name="count">Images.</param>
    /// <param name="relu">Whether negative results are stored as zero.</param>
    public void Run(AlignedBuffer input, AlignedBuffer bias, AlignedBuffer output, AlignedBuffer scratch, int count, bool relu)
    {
        int tiles = count * _tilesDown * _tilesAcross;
        for (int tile = 0; tile < tiles; tile += _blockTiles)
        {
            RunBlock(input.Pointer, bias.Pointer, output.Pointer, scratch.Pointer, tile, Math.Min(_blockTiles, tiles - tile), relu);
        }

        GC.KeepAlive(input);
        GC.KeepAlive(bias);
        GC.KeepAlive(output);
        GC.KeepAlive(scratch);
        GC.KeepAlive(this);
    }

    private static (int Down, int Across) CountTiles(in ConvolutionGeometry geometry)
    {
        const int side = WinogradTransforms.OutputSide;
        return ((geometry.OutputHeight + side - 1) / side, (geometry.OutputWidth + side - 1) / side);
    }

    /// <summary>
    /// scratch is [36, rows, input channels] of transformed tiles, [36, rows, output channels] of products, and
    /// [4, 4, output channels] of a tile's outputs, for those that are pooled or lie beyond the image's edge. Rows that
    /// fill up the kernel's last tile hold what was there.
    /// </summary>
    [SkipLocalsInit]
    private void RunBlock(float* input, float* bias, float* output, float* scratch, int firstTile, int count, bool relu)
    {
        int inputChannels = _geometry.InputChannels;
        int outputChannels = _geometry.OutputChannels;
        int rows = (count + TileRows - 1) / TileRows * TileRows;
        nint transformedStride = (nint)rows * inputChannels;
        nint productStride = (nint)rows * outputChannels;
        float* products = scratch + (Places * transformedStride);
        float* outputs = products + (Places * productStride);
        float** pixels = stackalloc float*[Places];
        for (int i = 0; i < count; i++)
        {
            FindInputs(input, firstTile + i, pixels);
            _kernels.WinogradInput(pixels, inputChannels, scratch + ((nint)i * inputChannels), transformedStride);
        }

        for (int place = 0; place < Places; place++)
        {
            Multiply(scratch + (place * transformedStride), _matrices[place], products + (place * productStride), rows);
        }

        for (int i = 0; i < count; i++)
        {
            FindOutputs(output, firstTile + i, outputs, pixels);
            _kernels.WinogradOutput(products + ((nint)i * outputChannels), productStride, outputChannels, bias, pixels, relu);
            if (_pooled)
            {
                Pool(outputs, output, firstTile + i);
            }
        }
    }

    [SkipLocalsInit]
    private void Multiply(float* tiles, PackedMatrix matrix, float* products, int rows)
    {
        float** pointers = stackalloc float*[TileRows];
        for (int panel = 0; panel < matrix.PanelCount; panel++)
        {
            float* target = products + (panel * _kernels.PanelWidth);
            for (int row = 0; row < rows; row += TileRows)
            {
                for (int r = 0; r < TileRows; r++)
                {
                    pointers[r] = tiles + ((nint)(row + r) * matrix.Rows);
                }

                _kernels.Product(
                    pointers, 1, matrix.Rows, matrix.Panel(panel), _zeros.Pointer, target + ((nint)row * matrix.Columns), matrix.Columns, relu: false);
            }
        }
    }

    private void FindInputs(float* input, int tile, float** pixels)
    {
        (int index, int y, int x) = Locate(tile);
        float* image = input + ((nint)index * _geometry.InputLength);
        for (int row = y - _geometry.PaddingTop; row < y - _geometry.PaddingTop + WinogradTransforms.InputSide; row++)
        {
            for (int column = x - _geometry.PaddingLeft; column < x - _geometry.PaddingLeft + WinogradTransforms.InputSide; column++)
            {
                *pixels++ = (uint)row < (uint)_geometry.InputHeight && (uint)column < (uint)_geometry.InputWidth
                    ? image + ((nint)((row * _geometry.InputWidth) + column) * _geometry.InputChannels)
                    : _zeros.Pointer;
            }
        }
    }

    private void Pool(float* outputs, float* output, int tile)
    {
        const int side = WinogradTransforms.OutputSide;
        int channels = _geometry.OutputChannels;
        (int index, int y, int x) = Locate(tile);
        float* image = output + ((nint)index * OutputLength);
        for (int row = 0; row < side && (y + row) / 2 < PooledHeight; row += 2)
        {
            for (int column = 0; column < side && (x + column) / 2 < PooledWidth; column += 2)
            {
                float* window = outputs + (((row * side) + column) * channels);
                var best = new Span<float>(image + ((nint)((((y + row) / 2) * PooledWidth) + ((x + column) / 2)) * channels), channels);
                new ReadOnlySpan<float>(window, channels).CopyTo(best);
                MaxPooling.Max(new ReadOnlySpan<float>(window + channels, channels), best);
                MaxPooling.Max(new ReadOnlySpan<float>(window + (side * channels), channels), best);
                MaxPooling.Max(new ReadOnlySpan<float>(window + ((side + 1) * channels), channels), best);
            }
        }
    }

    private void FindOutputs(float* output, int tile, float* outputs, float** pixels)
    {
        (int index, int y, int x) = Locate(tile);
        float* image = output + ((nint)index * _geometry.OutputLength);
        for (int row = y; row < y + WinogradTransforms.OutputSide; row++)
        {
            for (int column = x; column < x + WinogradTransforms.OutputSide; column++)
            {
                *pixels++ = !_pooled && row < _geometry.OutputHeight && column < _geometry.OutputWidth
                    ? image + ((nint)((row * _geometry.OutputWidth) + column) * _geometry.OutputChannels)
                    : outputs + ((((row - y) * WinogradTransforms.OutputSide) + column - x) * _geometry.OutputChannels);
            }
        }
    }

    /// <summary>The image that a tile lies in, and the row and column of its first output.</summary>
    private (int Image, int Y, int X) Locate(int tile)
    {
        (int image, int position) = Math.DivRem(tile, _tilesDown * _tilesAcross);
        (int y, int x) = Math.DivRem(position, _tilesAcross);
        return (image, y * WinogradTransforms.OutputSide, x * WinogradTransforms.OutputSide);
    }

    private PackedMatrix[] Transform(ReadOnlySpan<float> kernel)
    {
        int area = _geometry.InputChannels * _geometry.OutputChannels;
        float[] transformed = new float[Places * area];
        Span<double> window = stackalloc double[_geometry.Taps];
        Span<double> result = stackalloc double[Places];
        for (int i = 0; i < area; i++)
        {
            for (int tap = 0; tap < window.Length; tap++)
            {
                window[tap] = kernel[(tap * area) + i];
            }

            WinogradTransforms.Kernel(window, result);
            for (int place = 0; place < Places; place++)
            {
                transformed[(place * area) + i] = (float)result[place];
            }
        }

        var matrices = new PackedMatrix[Places];
        for (int place = 0; place < Places; place++)
        {
            matrices[place] = new PackedMatrix(_geometry.InputChannels, _geometry.OutputChannels, _kernels.PanelWidth);
            matrices[place].Pack(transformed.AsSpan(place * area, area));
        }

        return matrices;
    }
}
