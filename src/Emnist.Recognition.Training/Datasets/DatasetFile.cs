using Emnist.Recognition.IO;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>Opens the files of data sets.</summary>
internal static class DatasetFile
{
    private const int BufferSize = 1 << 16;

    /// <exception cref="DatasetFormatException">It is empty, or no file at all.</exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return InputFile.Open(path, BufferSize, FileOptions.None, () => DatasetFormatException.Create(
            path, "byte 0", "a file with content", "an empty one, or a pipe or a device", "Save the data as a file, and name that."));
    }
}
