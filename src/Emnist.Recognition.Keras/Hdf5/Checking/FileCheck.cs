namespace Emnist.Recognition.Keras.Hdf5.Checking;

/// <summary>
/// Follows a file's parts before PureHDF does, which believes every size that a file gives, reserves the memory for it, and opens
/// whatever other file it names: a file passes only where each size fits into it and nothing lies outside. What these kinds of parts
/// are, the HDF5 File Format Specification, version 3.0, says.
/// </summary>
internal sealed class FileCheck
{
    private readonly FileView _file;
    private readonly Stack<long> _headers = new();
    private readonly HeaderCheck _header;

    private FileCheck(FileView file)
    {
        _file = file;
        _header = new HeaderCheck(file, _headers);
    }

    public static void Check(ReadOnlyMemory<byte> file)
    {
        var check = new FileCheck(new FileView(file));
        check._header.Meet(check.FindRoot());
        while (check._headers.TryPop(out long header))
        {
            check._header.Check(header);
        }
    }

    /// <summary>The object header of the file's first group.</summary>
    private long FindRoot()
    {
        byte version = _file.Byte(8);
        (long sizes, long baseAddress, long root) = version switch
        {
            0 => (13L, 24L, 64L),
            1 => (13L, 28L, 68L),
            2 or 3 => (9L, 12L, 36L),
            _ => throw Fault.Unusual($"The HDF5 file has a superblock of version {version}"),
        };
        if (_file.Short(sizes) != 0x0808 || _file.Long(baseAddress) != 0)
        {
            throw Fault.Unusual("The HDF5 file has addresses that are not of 64 bits, or a block before its first");
        }

        ulong length = _file.Long(baseAddress + 16);
        if (length > (ulong)_file.Length)
        {
            throw Fault.Damaged($"The HDF5 file has {_file.Length} bytes of {length}: it was cut off");
        }

        if (version < 2)
        {
            _header.CheckEntry(root - 8);
        }

        return _file.Size(root);
    }
}
