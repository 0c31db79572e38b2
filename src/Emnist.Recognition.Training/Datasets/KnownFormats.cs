using Emnist.Recognition.IO;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>What to do with files that people take for data sets.</summary>
internal static class KnownFormats
{
    private const string Numpy = "In Python, np.savez_compressed(\"mine.npz\", x_train=images, y_train=labels) saves what NpzFile reads.";
    private const string Pictures = "A folder of pictures is read by ImageFolder.";

    /// <summary>By <see cref="FileKind.Name"/>. A kind that is not here may be what was expected, or text as any other.</summary>
    private static readonly Dictionary<string, string> Advice = new()
    {
        ["a NumPy array (.npy)"] = "It has no labels beside its images. " + Numpy,
        ["a zip file, as .npz is"] = "NpzFile.Load reads .npz; unpack any other.",
        ["a MATLAB 5 file (.mat)"] = "EmnistMat.Load reads EMNIST's.",
        ["a MATLAB 7.3 file, which is HDF5"] = "Save it in MATLAB with -v7, or as .npz. " + Numpy,
        ["an HDF5 file (.h5, .hdf5)"] = "Save images and labels as .npz. " + Numpy,
        ["a Parquet file"] = "Save images and labels as .npz, or as CSV. " + Numpy,
        ["an Arrow file"] = "Save images and labels as .npz, or as CSV. " + Numpy,
        ["an SQLite database"] = "Save images and labels as .npz, or as CSV.",
        ["a file compressed by xz"] = "Unpack it.",
        ["a file compressed by bzip2"] = "Unpack it.",
        ["a file compressed by zstd"] = "Unpack it.",
        ["a 7z archive"] = "Unpack it.",
        ["a RAR archive"] = "Unpack it.",
        ["a tar archive"] = "Unpack it.",
        ["a PNG picture"] = Pictures,
        ["a JPEG picture"] = Pictures,
        ["a GIF picture"] = Pictures,
        ["a BMP picture"] = Pictures,
        ["a WebP picture"] = Pictures,
        ["a TIFF picture"] = Pictures,
        ["a PDF document"] = "Save its pages as pictures.",
        ["a web page"] = "Download the file itself, not the page that shows it.",
        ["a pointer of Git LFS"] = "Fetch the file itself with 'git lfs pull'.",
        ["text in UTF-16"] = "Save it as UTF-8.",
        ["an IDX file of labels"] = "IdxFile and EmnistDataset read it, with its images.",
        ["an IDX file of images"] = "IdxFile and EmnistDataset read it, with its labels.",
        ["a Python pickle, which can run code and is never read"] = Numpy,
    };

    /// <summary>Refuses a file that is known to be something else.</summary>
    /// <exception cref="DatasetFormatException">It is.</exception>
    public static void Refuse(ReadOnlySpan<byte> start, DataOrigin source, string expected)
    {
        if (FileKind.Of(start) is { } kind && Advice.TryGetValue(kind.Name, out string? advice))
        {
            throw DatasetFormatException.Create(source, "byte 0", expected, kind.Name, advice);
        }
    }
}
