using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// A 3 x 3 convolution of stride 1 by Winograd's minimal filtering F(4x4, 3x3): tiles of the image are transformed,
/// multiplied place by place with the transformed kernel, and transformed back. That takes 36 products for 16 outputs
/// where the direct way takes 144. A pooling of 2 x 2 that follows can be taken in: its windows never leave a tile.
/// </summary>
internal sealed unsafe class WinogradConvolution
{
    /// <summary>Tiles below which fetching the transformed kernel would take longer than multiplying by it.</summary>
    public const int MinBlockTiles = 2 * MicroKernels.ProductRows;

    /// <summary>
    /// Bytes of transformed tiles that are worked on at a time, so that they stay in the second cache.
    /// </summary>
    public const int BlockBytes = 384 << 10;

    /// <summary>
    /// Floats between the rows of a place and those of the next, one line of the cache: where a place is a power of two long, as of
    /// 16 tiles of 64 channels, the same rows of all 36 would otherwise fall on the same few lines of the first cache.
    /// </summary>
    private const int PlaceGap = 16;

    private const int Places = WinogradTransforms.Places;

    private const int OutputPlaces = WinogradTransforms.OutputSide * WinogradTransforms.OutputSide;

    private readonly SimdKernels _simd;
    private readonly ConvolutionGeometry _geometry;
    private readonly WinogradTiling _tiling;
    private readonly bool _pooled;
    private readonly int _blockTiles;
    private readonly PackedMatrix[] _matrices;
    private readonly AlignedBuffer _zeros;

    /// <param name="simd">The micro-kernels of a vector width.</param>
    /// <param name="geometry">Sizes for which <see cref="WinogradTiling.Fits"/> holds.</param>
    /// <param name="pooled">Whether the maximum of every 2 x 2 outputs is written instead of the outputs.</param>
    public WinogradConvolution(SimdKernels simd, in ConvolutionGeometry geometry, bool pooled)
    {
        Debug.Assert(WinogradTiling.Fits(simd, geometry));
        _pooled = pooled;
        _simd = simd;
        _geometry = geometry;
        _tiling = new WinogradTiling(geometry);
        int tileBytes = Places * (geometry.InputChannels + geometry.OutputChannels) * sizeof(float);
        _blockTiles = Math.Max(BlockBytes / tileBytes, MinBlockTiles) / MicroKernels.ProductRows * MicroKernels.ProductRows;
        _matrices = new PackedMatrix[Places];
        for (int place = 0; place < Places; place++)
        {
            _matrices[place] = new PackedMatrix(geometry.InputChannels, geometry.OutputChannels, simd);
        }

        _zeros = new AlignedBuffer(geometry.OutputChannels);
    }

    /// <summary>Tiles that <see cref="Run"/> counts in each image.</summary>
    public int TilesPerImage => _tiling.TilesPerImage;

    /// <summary>Floats of scratch memory that <see cref="Run"/> needs.</summary>
    public int ScratchLength =>
        (Places * ((_blockTiles * (_geometry.InputChannels + _geometry.OutputChannels)) + (2 * PlaceGap)))
        + (OutputPlaces * _geometry.OutputChannels) + AlignedBuffer.AlignmentLength;

    /// <summary>Floats written for each image.</summary>
    public int OutputLength => _pooled ? PooledHeight * PooledWidth * _geometry.OutputChannels : _geometry.OutputLength;

    private int PooledHeight => _geometry.OutputHeight / 2;

    private int PooledWidth => _geometry.OutputWidth / 2;

    /// <summary>Takes the kernel to convolve with.</summary>
    /// <param name="kernel">[3, 3, input channels, output channels].</param>
    public void SetKernel(ReadOnlySpan<float> kernel) => SetKernel(kernel, turned: false);

    /// <summary>
    /// Takes the kernel of the convolution that this one is the way back of, from the gradient of its output to that of
    /// its input.
    /// </summary>
    /// <param name="kernel">[3, 3, output channels, input channels].</param>
    public void SetKernelOfForward(ReadOnlySpan<float> kernel) => SetKernel(kernel, turned: true);

    /// <summary>Computes the outputs of some tiles. Threads may compute different tiles at the same time.</summary>
    /// <param name="input">[images, input height, input width, input channels]; not the output.</param>
    /// <param name="bias">[output channels], or null for none.</param>
    /// <param name="output">
    /// [images, output height, output width, output channels], each side halved if pooled, written.
    /// </param>
    /// <param name="scratch"><see cref="ScratchLength"/> floats, overwritten.</param>
    /// <param name="firstTile">The first tile, counted through the batch.</param>
    /// <param name="tileCount">How many tiles.</param>
    /// <param name="relu">Whether negative results are stored as zero.</param>
    public void Run(
        AlignedBuffer input, AlignedBuffer? bias, AlignedBuffer output, Span<float> scratch, int firstTile, int tileCount, bool relu)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scratch.Length, ScratchLength);
        Debug.Assert(firstTile >= 0 && tileCount >= 0 && input != output && (bias is null || bias.Length >= _geometry.OutputChannels));
        Debug.Assert(input.Length >= _tiling.Images(firstTile + tileCount) * _geometry.InputLength);
        Debug.Assert(output.Length >= _tiling.Images(firstTile + tileCount) * OutputLength);
        fixed (float* start = scratch)
        {
            float* memory = AlignedBuffer.Align(start);
            for (int tile = firstTile; tile < firstTile + tileCount; tile += _blockTiles)
            {
                int count = Math.Min(_blockTiles, firstTile + tileCount - tile);
                RunBlock(input.Pointer, (bias ?? _zeros).Pointer, output.Pointer, memory, tile, count, relu);
            }
        }

        GC.KeepAlive(input);
        GC.KeepAlive(bias);
        GC.KeepAlive(output);
        GC.KeepAlive(this);
    }

    /// <summary>
    /// scratch is [36, rows, input channels] of transformed tiles, [36, rows, output channels] of products, and
    /// [4, 4, output channels] of a tile's outputs, for those that are pooled or lie beyond the image's edge. Rows that
    /// fill up the micro-kernel's last tile hold what was there.
    /// </summary>
    [SkipLocalsInit]
    private void RunBlock(float* input, float* bias, float* output, float* scratch, int firstTile, int count, bool relu)
    {
        Debug.Assert(count > 0 && count <= _blockTiles && _blockTiles % MicroKernels.ProductRows == 0);
        int inputChannels = _geometry.InputChannels;
        int outputChannels = _geometry.OutputChannels;
        int rows = RowsFor(count);
        nint transformedStride = ((nint)rows * inputChannels) + PlaceGap;
        nint productStride = ((nint)rows * outputChannels) + PlaceGap;
        float* products = scratch + (Places * transformedStride);
        float* outputs = products + (Places * productStride);
        float** pixels = stackalloc float*[Places];
        for (int i = 0; i < count; i++)
        {
            _tiling.FindInputs(input, firstTile + i, pixels);
            _simd.WinogradInput(pixels, inputChannels, scratch + ((nint)i * inputChannels), transformedStride);
        }

        for (int place = 0; place < Places; place++)
        {
            Multiply(scratch + (place * transformedStride), _matrices[place], products + (place * productStride), count);
        }

        for (int i = 0; i < count; i++)
        {
            if (_pooled)
            {
                for (int pixel = 0; pixel < OutputPlaces; pixel++)
                {
                    pixels[pixel] = outputs + (pixel * outputChannels);
                }
            }
            else
            {
                _tiling.FindOutputs(output, firstTile + i, outputs, pixels);
            }

            _simd.WinogradOutput(products + ((nint)i * outputChannels), productStride, outputChannels, bias, pixels, relu);
            if (_pooled)
            {
                Pool(outputs, output, firstTile + i);
            }
        }
    }

    /// <summary>Rows that the micro-kernel's tiles take for some of Winograd's.</summary>
    private static int RowsFor(int count)
    {
        int rows = 0;
        while (rows < count)
        {
            rows += MicroKernels.TileRows(count - rows);
        }

        return rows;
    }

    [SkipLocalsInit]
    private void Multiply(float* tiles, PackedMatrix matrix, float* products, int count)
    {
        float** pointers = stackalloc float*[MicroKernels.ProductRows];
        for (int panel = 0; panel < matrix.PanelCount; panel++)
        {
            float* target = products + (panel * _simd.PanelWidth);
            TileKernels tile = matrix.Tile(panel);
            for (int row = 0, height; row < count; row += height)
            {
                height = MicroKernels.TileRows(count - row);
                for (int r = 0; r < height; r++)
                {
                    pointers[r] = tiles + ((nint)(row + r) * matrix.Rows);
                }

                float* output = target + ((nint)row * matrix.Columns);
                tile.Product(
                    height, pointers, 1, matrix.Rows, matrix.Panel(panel), _zeros.Pointer, output, matrix.Columns, relu: false);
            }
        }
    }

    private void Pool(float* outputs, float* output, int tile)
    {
        const int side = WinogradTransforms.OutputSide;
        int channels = _geometry.OutputChannels;
        (int index, int y, int x) = _tiling.Locate(tile);
        float* image = output + ((nint)index * OutputLength);
        for (int row = 0; row < side && (y + row) / 2 < PooledHeight; row += 2)
        {
            for (int column = 0; column < side && (x + column) / 2 < PooledWidth; column += 2)
            {
                var window = new ReadOnlySpan<float>(outputs + (((row * side) + column) * channels), (side + 2) * channels);
                int pixel = (((y + row) / 2) * PooledWidth) + ((x + column) / 2);
                MaxPooling.MaxOfFour(window, side * channels, new Span<float>(image + ((nint)pixel * channels), channels));
            }
        }
    }

    private void SetKernel(ReadOnlySpan<float> kernel, bool turned)
    {
        int windows = _geometry.InputChannels * _geometry.OutputChannels;
        ArgumentOutOfRangeException.ThrowIfNotEqual(kernel.Length, _geometry.KernelLength);
        float[] transformed = ArrayPool<float>.Shared.Rent(Places * windows);
        fixed (float* source = kernel, target = transformed)
        {
            _simd.WinogradKernel(source, windows, turned, target);
        }

        for (int place = 0; place < Places; place++)
        {
            ReadOnlySpan<float> matrix = transformed.AsSpan(place * windows, windows);
            if (turned)
            {
                _matrices[place].PackTransposed(matrix, taps: 1);
            }
            else
            {
                _matrices[place].Pack(matrix);
            }
        }

        ArrayPool<float>.Shared.Return(transformed);
    }
}
