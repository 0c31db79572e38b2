using Emnist.Recognition.Keras.Hdf5.Checking;
using Emnist.Recognition.Onnx;
using PureHDF;
using PureHDF.VOL.Native;

namespace Emnist.Recognition.Keras.Hdf5;

/// <summary>An HDF5 file in memory.</summary>
internal static class Hdf5File
{
    private static readonly byte[] Signature = [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool IsOne(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    /// <summary>Reads a file by the function given.</summary>
    /// <exception cref="ModelFormatException">The file is damaged; whatever PureHDF throws comes as this.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> file, Func<Hdf5Group, T> read)
    {
        BoundedInflate.Register();
        using NativeFile hdf = Guard("the file", () =>
        {
            FileCheck.Check(file);
            return H5File.Open(new GuardedStream(file));
        });
        return read(new Hdf5Group(hdf, "", new Hdf5Budget(file.Length)));
    }

    /// <summary>
    /// Calls PureHDF, which throws what it meets in a damaged file: numbers that overflow, sizes beyond memory, parts that are not there.
    /// </summary>
    public static T Guard<T>(string place, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (ModelFormatException)
        {
            throw;
        }
        catch (Exception e)
        {
            throw Fault.Damaged($"In {place}, HDF5 cannot be read: {e.Message.TrimEnd('.')}", e);
        }
    }
}
