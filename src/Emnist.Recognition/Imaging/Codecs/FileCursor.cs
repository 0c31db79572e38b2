using System.Buffers.Binary;

namespace Emnist.Recognition.Imaging.Codecs;

/// <summary>Reads a file's bytes in order and words its refusals; numbers of several bytes are little-endian.</summary>
/// <param name="file">The whole file.</param>
/// <param name="error">The refusals of the file's format.</param>
internal sealed class FileCursor(ReadOnlyMemory<byte> file, ImageError error)
{
    /// <summary>The file's length.</summary>
    public int Length => file.Length;

    /// <summary>The byte that is read next.</summary>
    public int Position { get; private set; }

    /// <summary>The bytes that are not read yet.</summary>
    public int Left => file.Length - Position;

    /// <summary>Goes to a byte of the file, or to its end.</summary>
    /// <param name="position">The byte; past the file's end, the file is cut short.</param>
    /// <param name="part">What lies there, for the message.</param>
    /// <exception cref="ImageFormatException">The file ends before it.</exception>
    public void MoveTo(long position, string part)
    {
        if (position > file.Length)
        {
            throw Truncated(part);
        }

        Position = (int)position;
    }

    /// <summary>Reads some bytes.</summary>
    /// <param name="count">How many.</param>
    /// <param name="part">What they belong to, for the message.</param>
    /// <exception cref="ImageFormatException">The file ends before or among them.</exception>
    public ReadOnlySpan<byte> Read(int count, string part)
    {
        if (count > Left)
        {
            throw Truncated(part);
        }

        Position += count;
        return file.Span.Slice(Position - count, count);
    }

    /// <inheritdoc cref="Read"/>
    public byte ReadByte(string part) => Read(1, part)[0];

    /// <inheritdoc cref="Read"/>
    public ushort ReadUInt16(string part) => BinaryPrimitives.ReadUInt16LittleEndian(Read(2, part));

    /// <inheritdoc cref="Read"/>
    public uint ReadUInt32(string part) => BinaryPrimitives.ReadUInt32LittleEndian(Read(4, part));

    /// <inheritdoc cref="Read"/>
    public int ReadInt32(string part) => BinaryPrimitives.ReadInt32LittleEndian(Read(4, part));

    /// <inheritdoc cref="ImageError.Damaged(int, string)"/>
    public ImageFormatException Damaged(int at, string problem) => error.Damaged(at, problem);

    /// <summary>The refusal of a file that ends too early.</summary>
    /// <param name="part">What it ends before or in.</param>
    public ImageFormatException Truncated(string part) => error.Truncated(file.Length, $"before the end of the {part}");

    /// <inheritdoc cref="ImageError.Unsupported"/>
    public ImageFormatException Unsupported(int at, string what) => error.Unsupported(at, what);
}
