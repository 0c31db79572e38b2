namespace Emnist.Recognition.Imaging.Codecs.Pnm;

/// <summary>
/// The decimal numbers of a header or of plain samples. As in Netpbm, a comment, from <c>#</c> to the line's end, may
/// stand anywhere and counts as that line's end.
/// </summary>
/// <param name="cursor">Where to read; after a number it stands behind the one white space that ends it.</param>
/// <param name="part">What the numbers are, for messages.</param>
internal sealed class PnmText(FileCursor cursor, string part)
{
    /// <summary>A value above this one is not legal for anything, and ten times it still fits.</summary>
    private const uint LargestNumber = 99_999_999;

    /// <summary>Reads a number.</summary>
    /// <exception cref="ImageFormatException">There is none, or it is not a number.</exception>
    public uint ReadNumber()
    {
        byte next = SkipWhiteSpace();
        int at = cursor.Position - 1;
        uint number = 0;
        while (true)
        {
            number = (number * 10) + Digit(next);
            if (number > LargestNumber)
            {
                throw cursor.Damaged(at, $"a number in its {part} is over {LargestNumber}");
            }

            if (cursor.Left == 0)
            {
                return number;
            }

            next = ReadPastComment();
            if (IsWhiteSpace(next))
            {
                return number;
            }
        }
    }

    /// <summary>Reads a bitmap's pixel, one digit that needs no white space around it.</summary>
    /// <exception cref="ImageFormatException">There is none, or it is neither 0 nor 1.</exception>
    public uint ReadBit()
    {
        uint bit = Digit(SkipWhiteSpace());
        return bit <= 1 ? bit : throw cursor.Damaged(cursor.Position - 1, $"a pixel of its bitmap is {bit}, neither 0 nor 1");
    }

    private static bool IsWhiteSpace(byte character) => character is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r');

    private byte SkipWhiteSpace()
    {
        byte next;
        do
        {
            next = ReadPastComment();
        }
        while (IsWhiteSpace(next));

        return next;
    }

    private byte ReadPastComment()
    {
        byte next = cursor.ReadByte(part);
        if (next == '#')
        {
            do
            {
                next = cursor.ReadByte(part);
            }
            while (next is not ((byte)'\n' or (byte)'\r'));
        }

        return next;
    }

    private uint Digit(byte character)
    {
        return character is >= (byte)'0' and <= (byte)'9'
            ? (uint)(character - '0')
            : throw cursor.Damaged(cursor.Position - 1, $"0x{character:X2} stands in its {part} in place of a digit");
    }
}
