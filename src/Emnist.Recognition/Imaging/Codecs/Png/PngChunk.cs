using System.Buffers.Binary;
using System.Text;
using Emnist.Recognition.IO;

namespace Emnist.Recognition.Imaging.Codecs.Png;

/// <summary>One chunk of a PNG: length (4 bytes, big-endian), type (4 letters), data, CRC (4 bytes).</summary>
/// <param name="Type">The four letters.</param>
/// <param name="Offset">The byte of the file at which the chunk's length stands.</param>
/// <param name="Data">The data between type and CRC.</param>
internal readonly record struct PngChunk(string Type, int Offset, ReadOnlyMemory<byte> Data)
{
    /// <summary>The bytes of a chunk beside its data.</summary>
    public const int Overhead = 12;

    /// <summary>Whether a reader that does not know the chunk may skip it.</summary>
    public bool IsAncillary => char.IsAsciiLetterLower(Type[0]);

    /// <summary>The byte of the file that follows the chunk.</summary>
    public int End => Offset + Overhead + Data.Length;

    /// <summary>Reads the chunk that starts at a place, and checks its CRC.</summary>
    /// <exception cref="ImageFormatException">The file ends within the chunk, or the chunk is damaged.</exception>
    public static PngChunk Read(ReadOnlyMemory<byte> file, int offset)
    {
        ReadOnlySpan<byte> rest = file.Span[offset..];
        if (rest.Length < Overhead)
        {
            throw ImageError.Png.Truncated(file.Length, $"where a chunk of at least {Overhead} bytes starts at byte {offset}");
        }

        ReadOnlySpan<byte> letters = rest.Slice(4, 4);
        foreach (byte letter in letters)
        {
            if (!char.IsAsciiLetter((char)letter))
            {
                throw Damaged($"0x{Convert.ToHexString(letters)}", offset, "a chunk's type is not four letters");
            }
        }

        string type = Encoding.ASCII.GetString(letters);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > (uint)(rest.Length - Overhead))
        {
            throw ImageError.Png.Truncated(file.Length, $"and chunk {type} at byte {offset} says it has {length} bytes of data");
        }

        uint stated = BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]);
        uint actual = Crc32.Of(rest.Slice(4, 4 + (int)length));
        if (stated != actual)
        {
            throw Damaged(type, offset, $"its CRC is {stated:X8} and should be {actual:X8}");
        }

        return new PngChunk(type, offset, file.Slice(offset + 8, (int)length));
    }

    /// <summary>The refusal of a file with something wrong in this chunk.</summary>
    public ImageFormatException Damaged(string problem) => Damaged(Type, Offset, problem);

    /// <summary>The refusal of a file with something wrong in a chunk, or in the data of a row of chunks.</summary>
    /// <param name="type">The chunk's type.</param>
    /// <param name="offset">The byte at which it, or the first of the row, starts.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <param name="cause">The failure behind it; null for none.</param>
    public static ImageFormatException Damaged(string type, int offset, string problem, Exception? cause = null) =>
        ImageError.Png.Damaged($"chunk {type} at byte {offset}", offset, problem, cause);
}
