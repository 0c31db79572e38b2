using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Emnist.Recognition.IO;

namespace Emnist.Recognition.Training.Checkpoints;

/// <summary>
/// The file from which a training goes on: a magic number, the description of the training, its state, and the SHA-256 of
/// all before. Written whole or not at all.
/// </summary>
internal static class RunCheckpoint
{
    public const string FileName = "training.checkpoint";

    /// <summary>The magic number of any version of the file; two digits follow.</summary>
    private static readonly byte[] AnyMagic = "EMNTRN"u8.ToArray();

    /// <summary>The version of the file's layout and of the description's keys.</summary>
    private static readonly byte[] Magic = "EMNTRN02"u8.ToArray();

    private const string Damaged = "the checkpoint is damaged: delete it to start anew, or bring back a copy";

    /// <exception cref="IOException">The file cannot be written; the one before stays whole.</exception>
    public static void Write(string folder, string description, Action<BinaryWriter> writeState)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(description);
            writeState(writer);
        }

        ReadOnlyMemory<byte> bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
        AtomicFile.Write(Path.Combine(folder, FileName), stream =>
        {
            stream.Write(bytes.Span);
            stream.Write(SHA256.HashData(bytes.Span));
        });
    }

    /// <summary>
    /// Tries whether a checkpoint can be written to a folder, which is created. What a training left there that was killed while it
    /// wrote one is removed.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Probe(string folder)
    {
        AtomicFile.RemoveRemains(Path.Combine(folder, FileName));
        AtomicFile.Probe(Path.Combine(folder, FileName));
    }

    /// <summary>Reads the state where there is a checkpoint.</summary>
    /// <param name="folder">The checkpoint's folder.</param>
    /// <param name="descriptions">Descriptions of the training: first its own, then those by which earlier versions know it.</param>
    /// <param name="readState">Reads the state.</param>
    /// <returns>The description that the checkpoint has; null where there is none.</returns>
    /// <exception cref="CheckpointException">The checkpoint is damaged, of another training, or of another version.</exception>
    public static string? TryRead(string folder, IReadOnlyList<string> descriptions, Action<BinaryReader> readState)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        byte[] bytes = ReadAll(path);
        ReadOnlySpan<byte> content = bytes.AsSpan(0, Math.Max(0, bytes.Length - SHA256.HashSizeInBytes));
        if (!content.StartsWith(AnyMagic) || !SHA256.HashData(content).AsSpan().SequenceEqual(bytes.AsSpan(content.Length)))
        {
            throw new CheckpointException(path, Damaged);
        }

        if (!content.StartsWith(Magic))
        {
            throw new CheckpointException(
                path,
                "the checkpoint is of another version of the library: go on with the version that wrote it, or delete it to start anew");
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, Magic.Length, content.Length - Magic.Length));
        string written = ReadDescription(reader, path);
        if (!descriptions.Contains(written))
        {
            throw new CheckpointException(
                path, $"{Difference(written, descriptions[0])}: use another folder, or the same settings");
        }

        try
        {
            readState(reader);
        }
        catch (EndOfStreamException e)
        {
            throw new CheckpointException(path, "the checkpoint ends early: delete it to start anew", e);
        }
        catch (InvalidDataException e)
        {
            throw new CheckpointException(path, $"{e.Message}: go on with the version that wrote it, or delete it to start anew", e);
        }

        return reader.BaseStream.Position == reader.BaseStream.Length
            ? written
            : throw new CheckpointException(path, "the checkpoint holds more than this training: delete it to start anew");
    }

    private static string ReadDescription(BinaryReader reader, string path)
    {
        try
        {
            return reader.ReadString();
        }
        catch (Exception e) when (e is IOException or FormatException)
        {
            throw new CheckpointException(path, Damaged, e);
        }
    }

    private static byte[] ReadAll(string path)
    {
        using FileStream file = InputFile.Open(path, bufferSize: 0, FileOptions.None, () => new CheckpointException(path, Damaged));
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The first line in which two descriptions differ, said of both.</summary>
    public static string Difference(string there, string here)
    {
        Dictionary<string, string> written = Parse(there);
        Dictionary<string, string> own = Parse(here);
        string? key = written.Keys.Union(own.Keys).FirstOrDefault(key => written.GetValueOrDefault(key) != own.GetValueOrDefault(key));
        if (key is null)
        {
            return "it is of another training";
        }

        string before = written.TryGetValue(key, out string? value) ? $"with {Shorten(key)} {Shorten(value)}" : $"without {Shorten(key)}";
        string now = own.TryGetValue(key, out value) ? $"{Shorten(key)} {Shorten(value)}" : $"no {Shorten(key)}";
        return $"it is of a training {before}; this one has {now}";
    }

    private static Dictionary<string, string> Parse(string description)
    {
        var values = new Dictionary<string, string>();
        foreach (string[] parts in description.Split('\n').Select(static line => line.Split('=', 2)))
        {
            values[parts[0]] = parts[^1];
        }

        return values;
    }

    private static string Shorten(string value) => value.Length <= 200 ? value : value[..200] + "...";
}

/// <summary>Blocks of floats in a checkpoint, in this machine's byte order: a checkpoint goes on where it was written.</summary>
internal static class BinaryValues
{
    public static void WriteValues(this BinaryWriter writer, float[][] blocks)
    {
        foreach (float[] values in blocks)
        {
            writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        }
    }

    /// <exception cref="EndOfStreamException">There are not as many values.</exception>
    public static void ReadValues(this BinaryReader reader, float[][] blocks)
    {
        foreach (float[] values in blocks)
        {
            reader.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        }
    }

    /// <summary>Reads weights, or averages of them.</summary>
    /// <exception cref="InvalidDataException">One is infinite or not a number.</exception>
    /// <exception cref="EndOfStreamException">There are not as many values.</exception>
    public static void ReadWeights(this BinaryReader reader, float[][] blocks)
    {
        reader.ReadValues(blocks);
        if (!blocks.All(static values => TensorPrimitives.IsFiniteAll<float>(values)))
        {
            throw new InvalidDataException("a weight in the checkpoint is not finite");
        }
    }

    public static void WriteNullable(this BinaryWriter writer, double? value)
    {
        writer.Write(value is not null);
        writer.Write(value ?? 0);
    }

    public static double? ReadNullable(this BinaryReader reader)
    {
        bool isThere = reader.ReadBoolean();
        double value = reader.ReadDouble();
        return isThere ? value : null;
    }
}
