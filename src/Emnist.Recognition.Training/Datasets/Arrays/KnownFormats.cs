using System.Text;

namespace Emnist.Recognition.Training.Datasets.Arrays;

/// <summary>Tells by the first bytes what else a file is, so that a message can name it.</summary>
internal static class KnownFormats
{
    /// <summary>As many bytes as tell any of them.</summary>
    public const int StartLength = 512;

    private const string Numpy = "In Python, np.savez_compressed(\"mine.npz\", x_train=images, y_train=labels) saves what NpzFile reads.";
    private const string Pictures = "A folder of pictures is read by ImageFolder.";

    private static readonly (byte[] Start, string Name, string Advice)[] Formats =
    [
        ([0x93, .. "NUMPY"u8], "a NumPy array (.npy)", "It has no labels beside its images. " + Numpy),
        ([.. "PK\u0003\u0004"u8], "a zip file, as .npz is", "NpzFile.Load reads .npz; unpack any other."),
        ([.. "MATLAB 5.0"u8], "a MATLAB 5 file (.mat)", "EmnistMat.Load reads EMNIST's."),
        ([.. "MATLAB 7.3"u8], "a MATLAB 7.3 file, which is HDF5", "Save it in MATLAB with -v7, or as .npz. " + Numpy),
        ([0x89, .. "HDF\r\n"u8], "an HDF5 file (.h5, .hdf5)", "Save images and labels as .npz. " + Numpy),
        ([.. "PAR1"u8], "a Parquet file", "Save images and labels as .npz, or as CSV. " + Numpy),
        ([.. "ARROW1"u8], "an Arrow file", "Save images and labels as .npz, or as CSV. " + Numpy),
        ([.. "SQLite format 3"u8], "an SQLite database", "Save images and labels as .npz, or as CSV."),
        ([0xFD, .. "7zXZ"u8], "a file compressed by xz", "Unpack it."),
        ([.. "BZh"u8], "a file compressed by bzip2", "Unpack it."),
        ([0x28, 0xB5, 0x2F, 0xFD], "a file compressed by zstd", "Unpack it."),
        ([.. "7z\u00BC"u8], "a 7z archive", "Unpack it."),
        ([.. "Rar!"u8], "a RAR archive", "Unpack it."),
        ([0x89, .. "PNG"u8], "a PNG picture", Pictures),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture", Pictures),
        ([.. "GIF8"u8], "a GIF picture", Pictures),
        ([.. "%PDF"u8], "a PDF document", "Save its pages as pictures."),
        ([.. "<!DOCTYPE"u8], "a web page", "Download the file itself, not the page that shows it."),
        ([.. "<html"u8], "a web page", "Download the file itself, not the page that shows it."),
        ([.. "version https://git-lfs"u8], "a pointer of Git LFS", "Fetch the file itself with 'git lfs pull'."),
        ([0xFF, 0xFE], "text in UTF-16", "Save it as UTF-8."),
        ([0xFE, 0xFF], "text in UTF-16", "Save it as UTF-8."),
        ([0, 0, 8, 1], "an IDX file of labels", "IdxFile and EmnistDataset read it, with its images."),
        ([0, 0, 8, 3], "an IDX file of images", "IdxFile and EmnistDataset read it, with its labels."),
    ];

    /// <summary>Refuses a file that is known to be something else.</summary>
    /// <exception cref="DatasetFormatException">It is.</exception>
    public static void Refuse(ReadOnlySpan<byte> start, DataOrigin source, string expected)
    {
        if (Find(start) is var (name, advice))
        {
            throw DatasetFormatException.Create(source, "byte 0", expected, name, advice);
        }
    }

    /// <summary>What a file is that starts so; null where that is not known.</summary>
    private static (string Name, string Advice)? Find(ReadOnlySpan<byte> start)
    {
        foreach ((byte[] known, string name, string advice) in Formats)
        {
            if (start.StartsWith(known))
            {
                return (name, advice);
            }
        }

        // A pickle states its protocol, 2 to 5, and goes on with an opcode or a frame.
        if (start is [0x80, >= 2 and <= 5, ..])
        {
            return ("a Python pickle, which can run code and is never read", Numpy);
        }

        const int TarMark = 257;
        return start.Length > TarMark + 5 && Ascii.Equals(start.Slice(TarMark, 5), "ustar") ? ("a tar archive", "Unpack it.") : null;
    }
}
