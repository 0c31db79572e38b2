using Emnist.Recognition.Imaging;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Datasets.Folders;

/// <summary>Reads the pictures on several threads; which ones are taken, and in what order, does not depend on those.</summary>
internal static class FolderReader
{
    private const int Side = CharacterNormalizer.Size;
    private const int Length = Side * Side;

    /// <summary>Pictures that are read before those that can be are kept: memory follows what is there and not what is named.</summary>
    private const int ChunkLength = 1024;

    private const string Blank = "There is no character to see in it.";

    public static LoadedImageFolder Read(
        string folder,
        IReadOnlyList<LabeledFile> files,
        IReadOnlyList<string> classNames,
        ImageFolderOptions options,
        CancellationToken cancellationToken)
    {
        int max = Array.MaxLength / Length;
        if (files.Count > max)
        {
            throw DatasetFormatException.Create(
                folder, "its content", $"at most {max} pictures", $"{files.Count}", "Load them in pieces.");
        }

        var gathered = new GatheredPictures(folder, classNames, files.Count, Side);
        byte[] pixels = new byte[Math.Min(ChunkLength, files.Count) * Length];
        for (int start = 0; start < files.Count; start += ChunkLength)
        {
            LabeledFile[] chunk = [.. files.Skip(start).Take(ChunkLength)];
            Exception?[] faults = ReadChunk(folder, chunk, pixels, options, cancellationToken);
            if (options.UnreadableImages == UnreadableImages.Throw)
            {
                Refuse(folder, chunk, faults);
            }

            gathered.Add(chunk, pixels, faults);
        }

        return gathered.ToLoaded();
    }

    /// <summary>What is wrong with a picture, for a message that names its file by itself.</summary>
    public static string Reason(Exception fault) => fault is RecognitionException own ? own.Problem : fault.Message;

    /// <summary>Reads pictures, each to its place in <paramref name="pixels"/>, and gives what is wrong with each.</summary>
    private static Exception?[] ReadChunk(
        string folder, LabeledFile[] files, byte[] pixels, ImageFolderOptions options, CancellationToken cancellationToken)
    {
        var faults = new Exception?[files.Length];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.MaxDegreeOfParallelism,
            CancellationToken = cancellationToken,
        };
        ParallelWork.Run(() => Parallel.For(0, files.Length, parallel, (i, loop) =>
        {
            faults[i] = ReadPicture(Path.Combine(folder, files[i].File), pixels, i * Length, options);
            if (faults[i] is not null && options.UnreadableImages == UnreadableImages.Throw)
            {
                // Those before it are still read, so that the first fault is always the one to report.
                loop.Break();
            }
        }));
        return faults;
    }

    private static Exception? ReadPicture(string path, byte[] pixels, int offset, ImageFolderOptions options)
    {
        try
        {
            GrayImage image = ImageReading.Decode(path, options.Decoder, options.DecoderOptions);
            Span<byte> destination = pixels.AsSpan(offset, Length);
            if (options.KeepImagesOf28x28 && image.Width == Side && image.Height == Side)
            {
                image.Pixels.CopyTo(destination);
                return null;
            }

            PredictionStatus status = CharacterNormalizer.Normalize(image, options.Framing, destination);
            return status != PredictionStatus.Blank ? null : new ImageFormatException(Blank);
        }
        catch (Exception e) when (e is ImageFormatException or IOException or UnauthorizedAccessException)
        {
            return e;
        }
    }

    private static void Refuse(string folder, LabeledFile[] files, Exception?[] faults)
    {
        int first = Array.FindIndex(faults, fault => fault is not null);
        if (first >= 0)
        {
            throw new DatasetFormatException(
                $"{folder}, {files[first].File}: {Reason(faults[first]!)} Mend or remove the picture, or leave such pictures out "
                + $"with {nameof(ImageFolderOptions)}.{nameof(ImageFolderOptions.UnreadableImages)}.",
                folder,
                faults[first]!)
            {
                Place = files[first].File,
                Expected = "a picture",
                Actual = Reason(faults[first]!),
            };
        }
    }
}
