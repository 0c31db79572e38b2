namespace Emnist.Recognition.Imaging.Codecs.Png;

/// <summary>PNG (ISO/IEC 15948): every colour type, depth, filter, interlacing and kind of transparency.</summary>
internal sealed class PngCodec : IImageCodec
{
    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> start) => start.StartsWith(PngFile.Signature);

    /// <inheritdoc/>
    public GrayImage? Decode(ReadOnlyMemory<byte> file, ImageDecoderOptions options, PixelChannel channel)
    {
        PngFile png = PngFile.Read(file, options);
        if (!png.Has(channel))
        {
            return null;
        }

        (int width, int height) = (png.Header.Width, png.Header.Height);
        using PngRowReader rows = new(png);
        PngGrayConverter converter = new(png, channel);
        GrowingPixels pixels = new(width * height);
        if (png.Header.IsInterlaced)
        {
            foreach (Adam7.Pass pass in Adam7.Passes)
            {
                ReadRows(pass.Width(width), pass.Height(height));
            }
        }
        else
        {
            ReadRows(width, height);
        }

        rows.End();
        byte[] gray = pixels.Complete();
        GrayImage image = GrayImage.Own(width, height, png.Header.IsInterlaced ? Adam7.Scatter(gray, width, height) : gray);
        return Orientation.Apply(image, png.Orientation);

        void ReadRows(int rowWidth, int rowCount)
        {
            if (rowWidth == 0)
            {
                return;
            }

            rows.Begin();
            int rowBytes = png.Header.RowBytes(rowWidth);
            for (int y = 0; y < rowCount; y++)
            {
                converter.Convert(rows.Read(rowBytes), pixels.Next(rowWidth));
            }
        }
    }
}
