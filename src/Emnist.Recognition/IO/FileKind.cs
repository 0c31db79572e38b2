namespace Emnist.Recognition.IO;

/// <summary>What a file is by its first bytes, for messages that name it where something else was expected.</summary>
/// <param name="Name">Such as <c>a PNG picture</c>.</param>
/// <param name="IsVisible">Whether it can be saved as a picture, if it is none.</param>
internal readonly record struct FileKind(string Name, bool IsVisible)
{
    /// <summary>As many bytes as tell any kind; fewer tell most of them.</summary>
    public const int StartLength = 512;

    private const int TarMark = 257;

    private static readonly (byte[] Start, string Name, bool IsVisible)[] Known =
    [
        ([0x89, .. "PNG"u8], "a PNG picture", true),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture", true),
        ([.. "GIF8"u8], "a GIF picture", true),
        ([.. "II"u8, 42, 0], "a TIFF picture", true),
        ([.. "MM"u8, 0, 42], "a TIFF picture", true),
        ([.. "%PDF"u8], "a PDF document", true),
        ([.. "<!DOCTYPE"u8], "a web page", true),
        ([.. "<html"u8], "a web page", true),
        ([.. "<"u8], "text (SVG, XML or HTML)", true),
        ([0x93, .. "NUMPY"u8], "a NumPy array (.npy)", false),
        ([.. "PK\u0003\u0004"u8], "a zip file, as .npz is", false),
        ([.. "MATLAB 5.0"u8], "a MATLAB 5 file (.mat)", false),
        ([.. "MATLAB 7.3"u8], "a MATLAB 7.3 file, which is HDF5", false),
        ([0x89, .. "HDF\r\n"u8], "an HDF5 file (.h5, .hdf5)", false),
        ([.. "PAR1"u8], "a Parquet file", false),
        ([.. "ARROW1"u8], "an Arrow file", false),
        ([.. "SQLite format 3"u8], "an SQLite database", false),
        ([0x1F, 0x8B, 8], "a file compressed by gzip", false),
        ([0xFD, .. "7zXZ"u8], "a file compressed by xz", false),
        ([.. "BZh"u8], "a file compressed by bzip2", false),
        ([0x28, 0xB5, 0x2F, 0xFD], "a file compressed by zstd", false),
        ([.. "7z"u8, 0xBC, 0xAF], "a 7z archive", false),
        ([.. "Rar!"u8], "a RAR archive", false),
        ([.. "version https://git-lfs"u8], "a pointer of Git LFS", false),
        ([0xFF, 0xFE], "text in UTF-16", false),
        ([0xFE, 0xFF], "text in UTF-16", false),
        ([0, 0, 8, 1], "an IDX file of labels", false),
        ([0, 0, 8, 3], "an IDX file of images", false),
    ];

    /// <summary>What a file is that starts so; null where that is not known.</summary>
    public static FileKind? Of(ReadOnlySpan<byte> start)
    {
        foreach ((byte[] known, string name, bool isVisible) in Known)
        {
            if (start.StartsWith(known))
            {
                return new FileKind(name, isVisible);
            }
        }

        return start switch
        {
            [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => new FileKind("a BMP picture", true),
            [(byte)'P', (byte)'7', (byte)'\n' or (byte)' ' or (byte)'\r', ..] => new FileKind("a PAM picture (PNM of type P7)", true),
            [(byte)'P', >= (byte)'1' and <= (byte)'6', (byte)'\n' or (byte)' ' or (byte)'\r', (>= (byte)'0' and <= (byte)'9') or (byte)'#', ..] =>
                new FileKind("a PNM picture", true),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] =>
                new FileKind("a WebP picture", true),
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => new FileKind("a HEIC or AVIF picture, or a film", true),
            [_, _, _, _, (byte)'T', (byte)'F', (byte)'L', (byte)'3', ..] => new FileKind("a model of TensorFlow Lite", false),

            // A pickle states its protocol, 2 to 5, and goes on with an opcode or a frame.
            [0x80, >= 2 and <= 5, ..] => new FileKind("a Python pickle, which can run code and is never read", false),
            _ when start.Length > TarMark + 5 && start.Slice(TarMark, 5).SequenceEqual("ustar"u8) => new FileKind("a tar archive", false),
            _ => null,
        };
    }
}
