namespace Emnist.Recognition.Imaging.Codecs.Pnm;

/// <summary>Netpbm's PBM, PGM and PPM, plain and raw (P1 to P6), with samples of up to 16 bits.</summary>
internal sealed class PnmCodec : IImageCodec
{
    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> start) =>
        start is [(byte)'P', >= (byte)'1' and <= (byte)'6', (byte)' ' or (>= (byte)'\t' and <= (byte)'\r') or (byte)'#', ..];

    /// <inheritdoc/>
    public GrayImage? Decode(ReadOnlyMemory<byte> file, ImageDecoderOptions options, PixelChannel channel)
    {
        FileCursor cursor = new(file, ImageError.Pnm);
        PnmHeader header = PnmHeader.Read(cursor, options);
        if (channel != PixelChannel.Luma && (channel == PixelChannel.Alpha || header.Channels == 1))
        {
            return null;
        }

        PnmSamples samples = new(cursor, header);
        int[] row = new int[header.RowSamples];
        byte[] gray = new byte[header.Width * header.Height];
        for (int y = 0; y < header.Height; y++)
        {
            samples.ReadRow(row);
            ToGray(row, header, channel, gray.AsSpan(y * header.Width, header.Width));
        }

        return GrayImage.Own(header.Width, header.Height, gray);
    }

    private static void ToGray(ReadOnlySpan<int> row, PnmHeader header, PixelChannel channel, Span<byte> gray)
    {
        int max = header.MaxValue;
        for (int x = 0; x < gray.Length; x++)
        {
            gray[x] = header.IsBitmap ? Scale(1 - row[x], max)
                : header.Channels == 1 ? Scale(row[x], max)
                : Luma.Of(channel, Scale(row[3 * x], max), Scale(row[(3 * x) + 1], max), Scale(row[(3 * x) + 2], max));
        }
    }

    private static byte Scale(int sample, int max) => (byte)(((sample * 255) + (max / 2)) / max);
}
