using System.Buffers.Binary;

namespace Emnist.Recognition.Keras.Hdf5.Checking;

/// <summary>Numbers at places of a file, none of which lies outside.</summary>
internal sealed class FileView(ReadOnlyMemory<byte> file)
{
    /// <summary>The address of what is not there.</summary>
    public const ulong Undefined = ulong.MaxValue;

    private const int MaxBlocks = 1 << 18;
    private const long ReadsPerByte = 4;
    private const long FreeReads = 1 << 20;

    private readonly HashSet<(char Kind, long Address)> _visited = [];
    private readonly Dictionary<(long Heap, int Number), long> _texts = [];
    private long _textBytesLeft = KerasLimits.Unpacked(file.Length);
    private long _readsLeft = (file.Length * ReadsPerByte) + FreeReads;

    public long Length => file.Length;

    /// <summary>Whether a block is met for the first time: a file that points at itself is followed once.</summary>
    public bool Enter(char kind, long address) => _visited.Add((kind, address)) && (_visited.Count <= MaxBlocks
        ? true
        : throw Fault.Damaged($"The file has more than {MaxBlocks} parts"));

    /// <summary>Enters a block that a sound file names in one place alone.</summary>
    public void EnterOnce(char kind, long address)
    {
        if (!Enter(kind, address))
        {
            throw Fault.Damaged($"Byte {address} of the HDF5 file begins a part that is named in two places");
        }
    }

    /// <summary>Notes how long a text of a heap is.</summary>
    public void AddText(long heap, int number, long bytes) =>
        _texts[(heap, number)] = Math.Max(bytes, _texts.GetValueOrDefault((heap, number)));

    /// <summary>Counts a text that is named: a heap has it once, and any number of attributes may be said to hold it.</summary>
    public void TakeText(long heap, uint number)
    {
        // What was not found is as long as it can be.
        _textBytesLeft -= _texts.GetValueOrDefault((heap, (int)Math.Min(number, int.MaxValue)), Length);
        if (_textBytesLeft < 0)
        {
            throw Fault.Damaged("The HDF5 file is said to hold more texts than a model of its size has");
        }
    }

    public byte Byte(long at) => Slice(at, 1)[0];

    public int Short(long at) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(at, 2));

    public uint Integer(long at) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(at, 4));

    public ulong Long(long at) => BinaryPrimitives.ReadUInt64LittleEndian(Slice(at, 8));

    /// <summary>A number of 1 to 8 bytes.</summary>
    public ulong Number(long at, int bytes)
    {
        ulong number = 0;
        ReadOnlySpan<byte> digits = Slice(at, bytes);
        for (int i = bytes - 1; i >= 0; i--)
        {
            number = (number << 8) | digits[i];
        }

        return number;
    }

    /// <summary>A number of 8 bytes that is an address or a size within the file.</summary>
    public long Size(long at)
    {
        ulong size = Long(at);
        return size <= (ulong)Length
            ? (long)size
            : throw Fault.Damaged($"Byte {at} of the HDF5 file gives a size or an address of {size}, and the file has {Length} bytes");
    }

    /// <summary>An address, or null where there is none.</summary>
    public long? Address(long at) => Long(at) == Undefined ? null : Size(at);

    public void Require(long at, ReadOnlySpan<byte> signature)
    {
        if (!Slice(at, signature.Length).SequenceEqual(signature))
        {
            throw Fault.Damaged($"Byte {at} of the HDF5 file should begin a part that is not there");
        }
    }

    public void RequireSpace(long at, long bytes)
    {
        if (at < 0 || bytes < 0 || at > Length - bytes)
        {
            throw Fault.Damaged($"Byte {at} of the HDF5 file should be followed by {bytes} bytes, and the file has {Length}");
        }
    }

    public ReadOnlySpan<byte> Slice(long at, int bytes)
    {
        RequireSpace(at, bytes);
        if (--_readsLeft < 0)
        {
            throw Fault.Damaged("The HDF5 file has parts that overlap, or more of them than a model has");
        }

        return file.Span.Slice((int)at, bytes);
    }
}
