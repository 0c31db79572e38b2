using System.Runtime.InteropServices;

namespace Emnist.Recognition.Training.Checkpoints;

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
