namespace Emnist.Recognition.Training.Datasets.Folders;

/// <summary>The pictures that could be read, in the order in which they come, and the names of the others.</summary>
/// <param name="folder">The folder, for messages.</param>
/// <param name="classNames">The classes, in the order of their indices.</param>
/// <param name="maxCount">How many pictures there are at most; as many fit in an array.</param>
/// <param name="size">The size of each.</param>
internal sealed class GatheredPictures(string folder, IReadOnlyList<string> classNames, int maxCount, ImageSize size)
{
    private readonly Dictionary<string, byte> _classOf =
        classNames.Select(static (name, index) => (name, (byte)index)).ToDictionary(StringComparer.Ordinal);

    private readonly int _length = size.Width * size.Height;
    private readonly List<byte> _labels = [];
    private readonly List<string> _names = [];
    private readonly List<SkippedImage> _skipped = [];
    private byte[] _pixels = [];

    /// <summary>Adds pictures.</summary>
    /// <param name="files">Their files.</param>
    /// <param name="pixels">[files, height, width], at least. Copied.</param>
    /// <param name="faults">Why each cannot be read, or null where it can.</param>
    public void Add(ReadOnlySpan<LabeledFile> files, ReadOnlySpan<byte> pixels, ReadOnlySpan<Exception?> faults)
    {
        for (int i = 0; i < files.Length; i++)
        {
            if (faults[i] is { } fault)
            {
                _skipped.Add(new SkippedImage(files[i].File, FolderReader.Reason(fault)));
                continue;
            }

            pixels.Slice(i * _length, _length).CopyTo(Next());
            _labels.Add(_classOf[files[i].ClassName]);
            _names.Add(files[i].File);
        }
    }

    /// <exception cref="DatasetFormatException">No picture could be read.</exception>
    public LoadedImageFolder ToLoaded()
    {
        if (_labels.Count == 0)
        {
            throw DatasetFormatException.Create(
                folder,
                _skipped[0].File,
                "at least one picture that can be read",
                $"none among {_skipped.Count}: {_skipped[0].Reason.TrimEnd('.')}",
                "Check that the folder is the right one.");
        }

        var images = new LabeledImages(size, _pixels.AsMemory(0, _labels.Count * _length), _labels.ToArray(), classNames);
        return new LoadedImageFolder(images, _names.AsReadOnly(), _skipped.AsReadOnly());
    }

    /// <summary>The place of the next picture. Memory is at most twice what the pictures so far need.</summary>
    private Span<byte> Next()
    {
        int start = _labels.Count * _length;
        if (start == _pixels.Length)
        {
            Array.Resize(ref _pixels, (int)Math.Min(Math.Max(2L * start, _length), (long)maxCount * _length));
        }

        return _pixels.AsSpan(start, _length);
    }
}
