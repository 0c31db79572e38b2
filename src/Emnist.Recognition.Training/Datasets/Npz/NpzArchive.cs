using System.IO.Compression;
using Emnist.Recognition.IO;
using Emnist.Recognition.Training.Datasets.Arrays;

namespace Emnist.Recognition.Training.Datasets.Npz;

/// <summary>The arrays of a .npz file, a zip archive of .npy files. Reads one at a time, and closes nothing but itself.</summary>
internal sealed class NpzArchive : IDisposable
{
    private const string End = ".npy";
    private const int MaxEntries = 4096;
    private const string Advice = "Get the file again: it is incomplete or damaged.";

    private readonly DataOrigin _source;
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);

    public NpzArchive(Stream stream, DataOrigin source)
    {
        _source = source;
        _zip = Open(() => new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true), "zip");
        foreach (ZipArchiveEntry entry in Open(() => _zip.Entries, "zip").Take(MaxEntries))
        {
            string name = entry.FullName.EndsWith(End, StringComparison.Ordinal) ? entry.FullName[..^End.Length] : "";
            if (name.Length > 0 && !_entries.TryAdd(name, entry))
            {
                throw DatasetFormatException.Create(source, Place(name), "each array once", "it again", Advice);
            }
        }

        if (_entries.Count == 0)
        {
            string[] found = [.. _zip.Entries.Take(3).Select(static entry => entry.FullName)];
            throw DatasetFormatException.Create(
                source,
                "zip",
                "arrays of NumPy, files that end in .npy",
                found.Length == 0 ? "an empty archive" : $"'{string.Join("', '", found)}'{(_zip.Entries.Count > 3 ? "..." : "")}",
                "Unpack what is no .npz; a folder of pictures is read by ImageFolder.");
        }
    }

    /// <summary>The arrays' names, without <c>.npy</c>, in the file's order.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    public FileArray Read(string name)
    {
        string place = Place(name);
        ZipArchiveEntry entry = _entries[name];
        return Open(
            () =>
            {
                using var data = new CheckedEntry(entry.Open());
                FileArray array = Read(data, entry.CompressedLength, place);
                return data.Crc == entry.Crc32
                    ? array
                    : throw DatasetFormatException.Create(_source, place, "the checksum of the data", "another", Advice);
            },
            place);
    }

    public void Dispose() => _zip.Dispose();

    /// <summary>Reads a .npy file to its end.</summary>
    /// <param name="data">The data.</param>
    /// <param name="packed">The bytes that it takes in the file.</param>
    /// <param name="place">The array.</param>
    private FileArray Read(Stream data, long packed, string place)
    {
        NpyHeader header = NpyHeader.Read(data, _source, place);
        if (header.Length > GrowingBlock.MaxUnpacked(packed))
        {
            throw DatasetFormatException.Create(
                _source, place, $"at most {GrowingBlock.MaxUnpacked(packed)} bytes of {packed} in the file", $"{header.Length}", Advice);
        }

        byte[] block = GrowingBlock.Read(data, header.Length, present: false, out int read);
        if (read < header.Length || data.ReadByte() >= 0)
        {
            string actual = read < header.Length ? $"{read}" : "more";
            throw DatasetFormatException.Create(_source, place, $"{header.Length} bytes after the header", actual, Advice);
        }

        return new FileArray(place, header.Format, header.Shape, header.IsColumnMajor, block);
    }

    private static string Place(string name) => $"array '{name}'";

    private T Open<T>(Func<T> open, string place)
    {
        try
        {
            return open();
        }
        catch (InvalidDataException e)
        {
            throw DatasetFormatException.Create(_source, place, "a complete zip file", e.Message.TrimEnd('.'), Advice, e);
        }
        catch (Exception e) when (e is NotSupportedException or EndOfStreamException or ArgumentException or OverflowException)
        {
            throw DatasetFormatException.Create(_source, place, "a zip file, stored or deflated", e.Message.TrimEnd('.'), Advice, e);
        }
    }

    /// <summary>An unpacked entry, with the checksum of what was read.</summary>
    private sealed class CheckedEntry(Stream data) : ReadOnlyStream
    {
        private uint _register = uint.MaxValue;

        public uint Crc => ~_register;

        public override int Read(Span<byte> buffer)
        {
            int count = data.Read(buffer);
            _register = Crc32.Append(_register, buffer[..count]);
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                data.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
