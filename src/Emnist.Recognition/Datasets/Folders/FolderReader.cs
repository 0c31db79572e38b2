using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Datasets.Folders;

/// <summary>Reads the pictures on several threads; which ones are taken, and in what order, does not depend on those.</summary>
internal static class FolderReader
{
    private const int Side = CharacterNormalizer.Size;
    private const int Size = Side * Side;
    private const string Blank = "There is no character to see in it.";

    public static LoadedImageFolder Read(
        string folder,
        IReadOnlyList<LabeledFile> files,
        IReadOnlyList<string> classNames,
        ImageFolderOptions options,
        CancellationToken cancellationToken)
    {
        int most = Array.MaxLength / Size;
        if (files.Count > most)
        {
            throw DatasetFormatException.Create(
                folder, "its content", $"at most {most} pictures", $"{files.Count}", "Load them in pieces.");
        }

        byte[] pixels = new byte[files.Count * Size];
        var faults = new Exception?[files.Count];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.MaxDegreeOfParallelism,
            CancellationToken = cancellationToken,
        };
        Parallel.For(0, files.Count, parallel, (i, loop) =>
        {
            faults[i] = ReadPicture(Path.Combine(folder, files[i].File), pixels, i * Size, options);
            if (faults[i] is not null && options.UnreadableImages == UnreadableImages.Throw)
            {
                // Those before it are still read, so that the first fault is always the one to report.
                loop.Break();
            }
        });
        if (options.UnreadableImages == UnreadableImages.Throw)
        {
            Refuse(folder, files, faults);
        }

        return Gather(folder, files, classNames, pixels, faults);
    }

    private static Exception? ReadPicture(string path, byte[] pixels, int offset, ImageFolderOptions options)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            GrayImage image = ImageDecoder.Decode(stream, options.Decoding);
            Span<byte> destination = pixels.AsSpan(offset, Size);
            if (options.KeepImagesOf28x28 && image.Width == Side && image.Height == Side)
            {
                image.Pixels.CopyTo(destination);
                return null;
            }

            return CharacterNormalizer.TryNormalize(image, destination) ? null : new ImageFormatException(Blank);
        }
        catch (Exception e) when (e is ImageFormatException or IOException or UnauthorizedAccessException)
        {
            return e;
        }
    }

    private static void Refuse(string folder, IReadOnlyList<LabeledFile> files, Exception?[] faults)
    {
        int first = Array.FindIndex(faults, fault => fault is not null);
        if (first >= 0)
        {
            throw new DatasetFormatException(
                $"{folder}, {files[first].File}: {faults[first]!.Message} Mend or remove the picture, or leave such pictures out "
                + $"with {nameof(ImageFolderOptions)}.{nameof(ImageFolderOptions.UnreadableImages)}.",
                faults[first]!);
        }
    }

    private static LoadedImageFolder Gather(
        string folder,
        IReadOnlyList<LabeledFile> files,
        IReadOnlyList<string> classNames,
        byte[] pixels,
        Exception?[] faults)
    {
        var labels = new List<byte>();
        var names = new List<string>();
        var skipped = new List<SkippedImage>();
        Dictionary<string, byte> classOf = new(StringComparer.Ordinal);
        for (int c = 0; c < classNames.Count; c++)
        {
            classOf[classNames[c]] = (byte)c;
        }

        for (int i = 0; i < files.Count; i++)
        {
            if (faults[i] is { } fault)
            {
                skipped.Add(new SkippedImage(files[i].File, fault.Message));
                continue;
            }

            pixels.AsSpan(i * Size, Size).CopyTo(pixels.AsSpan(labels.Count * Size, Size));
            labels.Add(classOf[files[i].ClassName]);
            names.Add(files[i].File);
        }

        if (labels.Count == 0)
        {
            throw DatasetFormatException.Create(
                folder,
                skipped[0].File,
                "at least one picture that can be read",
                $"none among {skipped.Count}: {skipped[0].Reason.TrimEnd('.')}",
                "Check that the folder is the right one.");
        }

        var images = new LabeledImages(
            Side, Side, pixels.AsMemory(0, labels.Count * Size), labels.ToArray(), classNames);
        return new LoadedImageFolder(images, names.AsReadOnly(), skipped.AsReadOnly());
    }
}
