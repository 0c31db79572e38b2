namespace Emnist.Recognition.Keras.Hdf5.Checking;

/// <summary>Checks where a dataset's numbers lie.</summary>
internal static class LayoutCheck
{
    private const int MaxEntries = 1024;

    public static void Check(FileView file, long at, int length)
    {
        switch (file.Byte(at))
        {
            case 1 or 2:
                CheckOld(file, at, length);
                break;
            case 3:
                CheckKind(file, at, length, chunks => CheckTree(file, file.Address(chunks + 1), file.Byte(chunks) - 1));
                break;
            case 4:
                CheckKind(file, at, length, chunks => CheckIndex(file, chunks));
                break;
            case var version:
                throw Fault.Unusual($"The HDF5 file has a layout of version {version}");
        }
    }

    private static void CheckOld(FileView file, long at, int length)
    {
        (byte rank, byte kind) = (file.Byte(at + 1), file.Byte(at + 2));
        long next = at + 8;
        if (kind == 0)
        {
            uint size = file.Integer(next + (4L * rank));
            RequireFit(at, size, length);
            return;
        }

        long? address = file.Address(next);
        if (kind == 2)
        {
            CheckTree(file, address, rank - 1);
        }
    }

    private static void CheckKind(FileView file, long at, int length, Action<long> checkChunks)
    {
        switch (file.Byte(at + 1))
        {
            case 0:
                RequireFit(at, file.Short(at + 2), length);
                break;
            case 1:
                if (file.Address(at + 2) is { } address)
                {
                    file.RequireSpace(address, file.Size(at + 10));
                }

                break;
            case 2:
                checkChunks(at + 2);
                break;
            default:
                throw Fault.Unreadable(
                    "Weights lie in other files", "Only what lies in the file itself is read: save the model as one file.");
        }
    }

    /// <summary>The tree of chunks of the older layouts.</summary>
    private static void CheckTree(FileView file, long? tree, int rank)
    {
        if (rank is < 1 or > MessageCheck.MaxRank)
        {
            throw Fault.Damaged($"The HDF5 file has chunks of {rank} dimensions");
        }

        if (tree is null)
        {
            return;
        }

        int key = 8 + (8 * (rank + 1));
        file.EnterOnce('K', tree.Value);
        Stack<long> nodes = new([tree.Value]);
        while (nodes.TryPop(out long node))
        {
            file.Require(node, "TREE\x01"u8);
            byte level = file.Byte(node + 5);
            for (int i = 0; i < file.Short(node + 6); i++)
            {
                long entry = node + 24 + ((key + 8L) * i);
                long child = file.Size(entry + key);
                if (level > 0)
                {
                    file.EnterOnce('K', child);
                    nodes.Push(child);
                }
                else
                {
                    file.RequireSpace(child, file.Integer(entry));
                }
            }
        }
    }

    /// <summary>The indexes of the newer layout: one chunk, chunks side by side, or an array of them.</summary>
    private static void CheckIndex(FileView file, long at)
    {
        (byte flags, byte rank, byte width) = (file.Byte(at), file.Byte(at + 1), file.Byte(at + 2));
        if (rank is < 2 or > MessageCheck.MaxRank || width is < 1 or > 8)
        {
            throw Fault.Damaged($"The HDF5 file has chunks of {rank} dimensions");
        }

        long next = at + 3 + (rank * width);
        switch (file.Byte(next++))
        {
            case 1:
                long size = (flags & 2) != 0 ? file.Size(next) : 0;
                if (file.Address(next + ((flags & 2) != 0 ? 12 : 0)) is { } chunk)
                {
                    file.RequireSpace(chunk, size);
                }

                break;
            case 2:
                _ = file.Address(next);
                break;
            case 3:
                if (file.Address(next + 1) is { } header)
                {
                    CheckArray(file, header);
                }

                break;
            case var index:
                throw Fault.Unreadable(
                    $"The HDF5 file has an index of chunks of the kind {index}", "Save weights of a fixed size, as Keras does.");
        }
    }

    private static void CheckArray(FileView file, long header)
    {
        file.Require(header, "FAHD\0"u8);
        (byte client, byte entry, byte pageBits) = (file.Byte(header + 5), file.Byte(header + 6), file.Byte(header + 7));
        ulong count = file.Long(header + 8);
        if (client > 1 || entry is < 8 or > 20 || pageBits > 10 || count > MaxEntries || count > (1UL << pageBits))
        {
            throw Fault.Unreadable($"The HDF5 file has weights in {count} chunks", $"Save them in {MaxEntries} at most.");
        }

        if (file.Address(header + 16) is not { } block)
        {
            return;
        }

        file.Require(block, "FADB\0"u8);
        for (int i = 0; i < (int)count; i++)
        {
            long at = block + 14 + (entry * (long)i);
            if (file.Address(at) is { } chunk && client == 1 && entry > 12)
            {
                file.RequireSpace(chunk, (long)Math.Min(long.MaxValue, file.Number(at + 8, entry - 12)));
            }
        }
    }

    private static void RequireFit(long at, long size, int length)
    {
        if (size > length)
        {
            throw Fault.Damaged($"Byte {at} of the HDF5 file begins {size} bytes that do not fit");
        }
    }
}
