using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Keras.Hdf5.Checking;

/// <summary>Checks object headers, which describe groups and datasets by messages.</summary>
/// <param name="file">The file.</param>
/// <param name="headers">Where the headers go that a group names.</param>
internal sealed class HeaderCheck(FileView file, Stack<long> headers)
{
    private const int Shared = 2;

    private readonly DenseCheck _dense = new(file);

    /// <summary>Blocks in which a header goes on, and the nodes of old groups: what follows another is no call in its call.</summary>
    private readonly Stack<(long At, long Size, int Prefix)> _continuations = new();
    private readonly Stack<long> _nodes = new();

    /// <summary>Notes a header, which several links may name.</summary>
    public void Meet(long header)
    {
        if (file.Enter('O', header))
        {
            headers.Push(header);
        }
    }

    public void Check(long header)
    {
        CheckFirst(header);
        while (_continuations.TryPop(out (long At, long Size, int Prefix) next))
        {
            CheckContinuation(next.At, next.Size, next.Prefix);
        }

        while (_nodes.TryPop(out long node))
        {
            CheckNode(node);
        }
    }

    private void CheckFirst(long header)
    {
        if (file.Byte(header) == 1)
        {
            CheckMessages(header + 16, file.Integer(header + 8), prefix: 8);
            return;
        }

        file.Require(header, "OHDR\x02"u8);
        byte flags = file.Byte(header + 5);
        long at = header + 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
        int width = 1 << (flags & 3);
        ulong size = file.Number(at, width);
        file.RequireSpace(at, (long)Math.Min(size, long.MaxValue));
        CheckMessages(at + width, (long)size, (flags & 4) != 0 ? 6 : 4);
    }

    /// <summary>An entry of an old group's table: it gives a header, or where the group's own parts are.</summary>
    public void CheckEntry(long entry)
    {
        switch (file.Integer(entry + 16))
        {
            case 1:
                CheckTable(file.Size(entry + 24), file.Size(entry + 32));
                break;
            case 0:
                break;
            case 2:
                throw SoftLink(entry);
            case var type:
                throw Fault.Damaged($"Byte {entry} of the HDF5 file begins an entry of the kind {type}");
        }
    }

    private void CheckMessages(long at, long size, int prefix)
    {
        file.RequireSpace(at, size);
        long end = at + size;

        // What is left may be a gap, of fewer bytes than a message begins with.
        while (end - at > (prefix == 8 ? 0 : prefix))
        {
            int type = prefix == 8 ? file.Short(at) : file.Byte(at);
            int length = file.Short(at + (prefix == 8 ? 2 : 1));
            int flags = file.Byte(at + (prefix == 8 ? 4 : 3));
            at += prefix;
            if (length > end - at)
            {
                throw Fault.Damaged($"Byte {at} of the HDF5 file begins a message of {length} bytes, longer than its header");
            }

            if ((flags & Shared) != 0)
            {
                throw Fault.Unusual($"Byte {at} of the HDF5 file begins a message that lies elsewhere");
            }

            CheckMessage(type, at, length, prefix);
            at += length;
        }
    }

    private void CheckMessage(int type, long at, int length, int prefix)
    {
        switch (type)
        {
            case 0x01:
                MessageCheck.Dataspace(file, at, length);
                break;
            case 0x02:
                _dense.Check(at, orderBytes: 8, kind: 5, link => CheckLink(link, MessageCheck.Unknown));
                break;
            case 0x04:
                MessageCheck.FillValue(file, at, length, isOld: true);
                break;
            case 0x05:
                MessageCheck.FillValue(file, at, length, isOld: false);
                break;
            case 0x06:
                CheckLink(at, length);
                break;
            case 0x07:
                throw OtherFile(at);
            case 0x08:
                LayoutCheck.Check(file, at, length);
                break;
            case 0x0B:
                MessageCheck.Filters(file, at, length);
                break;
            case 0x0C:
                MessageCheck.Attribute(file, at, length);
                break;
            case 0x10:
                file.EnterOnce('C', file.Size(at));
                _continuations.Push((file.Size(at), file.Size(at + 8), prefix));
                break;
            case 0x11:
                CheckTable(file.Size(at), file.Size(at + 8));
                break;
            case 0x15:
                _dense.Check(at, orderBytes: 2, kind: 8, attribute => MessageCheck.Attribute(file, attribute, MessageCheck.Unknown));
                break;
        }
    }

    private void CheckContinuation(long address, long length, int prefix)
    {
        if (prefix == 8)
        {
            CheckMessages(address, length, prefix);
            return;
        }

        // A signature before the messages, and a checksum after them.
        file.Require(address, "OCHK"u8);
        CheckMessages(address + 4, length - 8, prefix);
    }

    /// <summary>The link messages of newer groups.</summary>
    private void CheckLink(long at, int length)
    {
        byte flags = file.Byte(at + 1);
        long next = at + 2;
        int type = (flags & 8) != 0 ? file.Byte(next++) : 0;
        next += ((flags & 4) != 0 ? 8 : 0) + ((flags & 0x10) != 0 ? 1 : 0);
        int width = 1 << (flags & 3);
        ulong name = file.Number(next, width);
        next += width;
        if (name > KerasLimits.NameLength || (length != MessageCheck.Unknown && next + (long)name > at + length))
        {
            throw Fault.Damaged($"Byte {at} of the HDF5 file begins a name of {name} bytes");
        }

        next += (long)name;
        switch (type)
        {
            case 0:
                Meet(file.Size(next));
                break;
            case 1:
                throw SoftLink(at);
            default:
                throw OtherFile(at);
        }
    }

    /// <summary>An old group: a tree of nodes, each of which has entries, and a heap of their names.</summary>
    private void CheckTable(long tree, long heap)
    {
        file.Require(heap, "HEAP"u8);
        file.RequireSpace(file.Size(heap + 24), file.Size(heap + 8));

        // A group's own header names the tree, and the entry of the group in another may do so, too.
        if (file.Enter('T', tree))
        {
            _nodes.Push(tree);
        }
    }

    private void CheckNode(long node)
    {
        if (file.Byte(node) == 'S')
        {
            CheckNames(node);
            return;
        }

        file.Require(node, "TREE\0"u8);
        for (int i = 0; i < file.Short(node + 6); i++)
        {
            long child = file.Size(node + 32 + (16L * i));
            file.EnterOnce('T', child);
            _nodes.Push(child);
        }
    }

    private void CheckNames(long node)
    {
        file.Require(node, "SNOD"u8);
        for (int i = 0; i < file.Short(node + 6); i++)
        {
            long entry = node + 8 + (40L * i);
            CheckEntry(entry);
            if (file.Address(entry + 8) is { } header)
            {
                Meet(header);
            }
        }
    }

    /// <summary>Keras writes none, and they may lead round in circles.</summary>
    private static ModelFormatException SoftLink(long at) => Fault.Unreadable(
        $"Byte {at} of the HDF5 file begins a soft link", "Save the model as Keras does, without links.");

    private static ModelFormatException OtherFile(long at) => Fault.Unreadable(
        $"Byte {at} of the HDF5 file names another file", "Only what lies in the file itself is read: save the model as one file.");
}
