using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// The gradient of a 3 x 3 convolution's kernel by Winograd's filtering F(4x4, 3x3), the transpose of
/// <see cref="WinogradConvolution"/>: tiles of the inputs and of the outputs' gradients are transformed, multiplied
/// place by place and summed, and the sums are transformed back.
/// </summary>
internal sealed unsafe class WinogradKernelGradient
{
    /// <summary>Tiles below which reading and writing the sums would take longer than adding to them.</summary>
    private const int MinBlockTiles = 24;

    /// <summary>
    /// Floats between two rows, so that the same channels of many tiles do not fall into the same sets of the cache.
    /// The micro-kernel's last rows reach into them.
    /// </summary>
    private const int RowGap = 16;

    private const int Places = WinogradTransforms.Places;

    private const int TileRows = MicroKernels.OuterProductRows;

    private readonly SimdKernels _simd;
    private readonly WinogradTiling _tiling;
    private readonly ConvolutionGeometry _geometry;
    private readonly int _inputChannels;
    private readonly int _outputChannels;
    private readonly int _blockTiles;

    /// <param name="simd">The micro-kernels of a vector width.</param>
    /// <param name="geometry">
    /// Sizes for which <see cref="WinogradTiling.Fits"/> holds, with output channels that fill wide tiles.
    /// </param>
    public WinogradKernelGradient(SimdKernels simd, in ConvolutionGeometry geometry)
    {
        Debug.Assert(WinogradTiling.Fits(simd, geometry) && geometry.OutputChannels % simd.PanelWidth == 0);
        Debug.Assert(RowGap % simd.Lanes == 0 && RowGap >= TileRows);
        _simd = simd;
        _geometry = geometry;
        _tiling = new WinogradTiling(geometry);
        (_inputChannels, _outputChannels) = (geometry.InputChannels, geometry.OutputChannels);
        int tileBytes = Places * (InputStride + OutputStride) * sizeof(float);
        _blockTiles = Math.Max(WinogradConvolution.BlockBytes / tileBytes, MinBlockTiles);
    }

    /// <summary>Floats of scratch memory that <see cref="Compute"/> needs.</summary>
    public int ScratchLength =>
        (Places * _blockTiles * (InputStride + OutputStride)) + (Places * SumsLength) + AlignedBuffer.AlignmentLength;

    private int InputStride => _inputChannels + RowGap;

    private int OutputStride => _outputChannels + RowGap;

    /// <summary>Sums of a place: those of rows that fill up the last tile are never used.</summary>
    private int SumsLength => (_inputChannels + TileRows - 1) / TileRows * TileRows * _outputChannels;

    /// <summary>
    /// Computes the gradient over some tiles. Threads that write to different gradients may do so at the same time.
    /// </summary>
    /// <param name="input">[images, input height, input width, input channels].</param>
    /// <param name="outputGradient">[images, output height, output width, output channels].</param>
    /// <param name="scratch"><see cref="ScratchLength"/> floats, overwritten.</param>
    /// <param name="firstTile">The first tile, counted through the batch.</param>
    /// <param name="tileCount">How many tiles.</param>
    /// <param name="gradient">[3, 3, input channels, output channels], overwritten; other memory.</param>
    public void Compute(
        AlignedBuffer input, AlignedBuffer outputGradient, Span<float> scratch, int firstTile, int tileCount, AlignedBuffer gradient)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scratch.Length, ScratchLength);
        Debug.Assert(firstTile >= 0 && tileCount >= 0 && gradient != input && gradient != outputGradient);
        Debug.Assert(input.Length >= _tiling.Images(firstTile + tileCount) * _geometry.InputLength);
        Debug.Assert(outputGradient.Length >= _tiling.Images(firstTile + tileCount) * _geometry.OutputLength);
        Debug.Assert(gradient.Length == _geometry.KernelLength);
        fixed (float* start = scratch)
        {
            float* memory = AlignedBuffer.Align(start);
            float* sums = memory + (Places * _blockTiles * (InputStride + OutputStride));
            new Span<float>(sums, Places * SumsLength).Clear();
            for (int tile = firstTile; tile < firstTile + tileCount; tile += _blockTiles)
            {
                AddBlock(input.Pointer, outputGradient.Pointer, memory, tile, Math.Min(_blockTiles, firstTile + tileCount - tile), sums);
            }

            int windows = _inputChannels * _outputChannels;
            if (SumsLength > windows)
            {
                CloseGaps(sums, windows);
            }

            _simd.WinogradKernelGradient(sums, windows, gradient.Pointer);
        }

        GC.KeepAlive(input);
        GC.KeepAlive(outputGradient);
        GC.KeepAlive(gradient);
        GC.KeepAlive(this);
    }

    /// <summary>Moves the places' sums together, over those that are never used.</summary>
    private void CloseGaps(float* sums, int windows)
    {
        for (int place = 1; place < Places; place++)
        {
            new Span<float>(sums + (place * SumsLength), windows).CopyTo(new Span<float>(sums + (place * windows), windows));
        }
    }

    [SkipLocalsInit]
    private void AddBlock(float* input, float* outputGradient, float* scratch, int firstTile, int count, float* sums)
    {
        Debug.Assert(count > 0 && count <= _blockTiles);
        nint inputPlace = (nint)count * InputStride;
        nint outputPlace = (nint)count * OutputStride;
        float* outputs = scratch + (Places * inputPlace);
        float** pixels = stackalloc float*[Places];
        for (int i = 0; i < count; i++)
        {
            _tiling.FindInputs(input, firstTile + i, pixels);
            _simd.WinogradInput(pixels, _inputChannels, scratch + ((nint)i * InputStride), inputPlace);
            _tiling.FindOutputs(outputGradient, firstTile + i, null, pixels);
            _simd.WinogradOutputGradient(pixels, _outputChannels, outputs + ((nint)i * OutputStride), outputPlace);
        }

        float** rows = stackalloc float*[count];
        for (int place = 0; place < Places; place++)
        {
            for (int channel = 0; channel < _inputChannels; channel += TileRows)
            {
                for (int i = 0; i < count; i++)
                {
                    rows[i] = scratch + (place * inputPlace) + ((nint)i * InputStride) + channel;
                }

                for (int column = 0; column < _outputChannels; column += _simd.PanelWidth)
                {
                    _simd.Wide.OuterProduct(
                        rows, outputs + (place * outputPlace) + column, OutputStride, count,
                        sums + (place * SumsLength) + (channel * _outputChannels) + column, _outputChannels);
                }
            }
        }
    }
}
