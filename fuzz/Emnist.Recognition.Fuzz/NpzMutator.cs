using System.IO.Compression;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Fuzz;

/// <summary>Damages a zip file, or an array in it and mends the checksum, without which none would be read.</summary>
internal sealed class NpzMutator : IFileMutator
{
    public static NpzMutator Instance { get; } = new();

    /// <inheritdoc/>
    public byte[] Mutate(byte[] seed, byte[] other, ref SplitMix64 random)
    {
        if (random.Next(3) == 0)
        {
            return ByteMutator.Instance.Mutate(seed, other, ref random);
        }

        List<(string Name, byte[] Bytes)> arrays = Unpack(seed);
        int damaged = random.Next(arrays.Count);
        byte[] part = Unpack(other)[0].Bytes;
        arrays[damaged] = (arrays[damaged].Name, ByteMutator.Instance.Mutate(arrays[damaged].Bytes, part, ref random));
        return Pack(arrays, random.Next(2) == 0 ? CompressionLevel.NoCompression : CompressionLevel.Fastest);
    }

    private static List<(string Name, byte[] Bytes)> Unpack(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        var arrays = new List<(string, byte[])>();
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            using Stream data = entry.Open();
            var bytes = new MemoryStream();
            data.CopyTo(bytes);
            arrays.Add((entry.FullName, bytes.ToArray()));
        }

        return arrays;
    }

    private static byte[] Pack(List<(string Name, byte[] Bytes)> arrays, CompressionLevel level)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in arrays)
            {
                ZipArchiveEntry entry = zip.CreateEntry(name, level);
                entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using Stream data = entry.Open();
                data.Write(bytes);
            }
        }

        return file.ToArray();
    }
}
