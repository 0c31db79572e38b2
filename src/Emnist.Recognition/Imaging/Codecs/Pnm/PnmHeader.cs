namespace Emnist.Recognition.Imaging.Codecs.Pnm;

/// <summary>What stands in front of a PNM picture's samples.</summary>
/// <param name="Type">The digit of the magic number, 1 to 6.</param>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="MaxValue">The sample that means full light, 1 to 65535; 1 in a bitmap.</param>
internal sealed record PnmHeader(int Type, int Width, int Height, int MaxValue)
{
    /// <summary>Whether a pixel is one bit, and set for black.</summary>
    public bool IsBitmap => Type is 1 or 4;

    /// <summary>Whether the samples are written in decimal digits.</summary>
    public bool IsPlain => Type <= 3;

    /// <summary>Samples a pixel, 1 or 3.</summary>
    public int Channels => Type is 3 or 6 ? 3 : 1;

    /// <summary>Samples a row.</summary>
    public int RowSamples => Width * Channels;

    /// <summary>Reads the header and leaves the cursor at the first byte of the samples.</summary>
    /// <exception cref="ImageFormatException">It is damaged, or the size is over a limit.</exception>
    public static PnmHeader Read(FileCursor cursor, ImageDecoderOptions options)
    {
        int type = cursor.Read(2, "header")[1] - '0';
        PnmText text = new(cursor, "header");
        uint width = text.ReadNumber();
        uint height = text.ReadNumber();
        ImageSizeLimits.Check(width, height, "PNM header", 0, options);

        int maxValue = 1;
        if (type is not (1 or 4))
        {
            int at = cursor.Position;
            uint read = text.ReadNumber();
            if (read is 0 or > ushort.MaxValue)
            {
                throw cursor.Damaged(at, $"its largest value is {read}, not 1 to {ushort.MaxValue}");
            }

            maxValue = (int)read;
        }

        return new PnmHeader(type, (int)width, (int)height, maxValue);
    }
}
