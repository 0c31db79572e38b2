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

    private static readonly byte[] Magic = "EMNTRN01"u8.ToArray();

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
        Directory.CreateDirectory(folder);
        AtomicFile.Write(Path.Combine(folder, FileName), stream =>
        {
            stream.Write(bytes.Span);
            stream.Write(SHA256.HashData(bytes.Span));
        });
    }

    /// <summary>Reads the state where there is a checkpoint.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="CheckpointException">The checkpoint is damaged, or of another training.</exception>
    public static bool TryRead(string folder, string description, Action<BinaryReader> readState)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return false;
        }

        byte[] bytes = File.ReadAllBytes(path);
        ReadOnlySpan<byte> content = bytes.AsSpan(0, Math.Max(0, bytes.Length - SHA256.HashSizeInBytes));
        if (!content.StartsWith(Magic) || !SHA256.HashData(content).AsSpan().SequenceEqual(bytes.AsSpan(content.Length)))
        {
            throw new CheckpointException(path, "the checkpoint is damaged: delete it to start anew, or bring back a copy");
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, Magic.Length, content.Length - Magic.Length));
        string written = reader.ReadString();
        if (written != description)
        {
            throw new CheckpointException(path, $"{RunDescription.Difference(written, description)}: use another folder, or the same settings");
        }

        try
        {
            readState(reader);
        }
        catch (EndOfStreamException e)
        {
            throw new CheckpointException(path, "the checkpoint ends early: delete it to start anew", e);
        }

        return reader.BaseStream.Position == reader.BaseStream.Length
            ? true
            : throw new CheckpointException(path, "the checkpoint holds more than this training: delete it to start anew");
    }
}
