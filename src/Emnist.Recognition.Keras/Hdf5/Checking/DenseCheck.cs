using System.Numerics;

namespace Emnist.Recognition.Keras.Hdf5.Checking;

/// <summary>Checks groups of many links, and objects of many attributes: they lie in a heap, which a tree gives an order.</summary>
internal sealed class DenseCheck(FileView file)
{
    private const int HeapIdLength = 7;

    /// <summary>Checks each message in the heap that a header names, where it names one.</summary>
    /// <param name="at">The message that names the heap.</param>
    /// <param name="orderBytes">The bytes of the largest number in the order of creation, where that is kept.</param>
    /// <param name="kind">The kind of the tree's records: 5 for links, 8 for attributes.</param>
    /// <param name="check">What is done with each.</param>
    public void Check(long at, int orderBytes, int kind, Action<long> check)
    {
        long next = at + 2 + ((file.Byte(at + 1) & 1) != 0 ? orderBytes : 0);
        (long? heap, long? tree) = (file.Address(next), file.Address(next + 8));
        if (tree is null)
        {
            return;
        }

        file.EnterOnce('B', tree.Value);
        Func<ulong, long> place = ReadHeap(heap ?? throw Fault.Damaged($"Byte {at} of the HDF5 file names a tree without a heap"));
        CheckTree(tree.Value, kind, record =>
        {
            long id = kind == 5 ? record + 4 : record;

            // Bits 4 and 5 tell where an object lies; these are neither huge nor tiny.
            if ((file.Byte(id) & 0x30) != 0)
            {
                throw Fault.Unusual("The HDF5 file has an attribute or a link that is too large or too small to lie in its heap");
            }

            check(place(file.Number(id + 1, OffsetBytes(heap.Value))));
        });
    }

    private int OffsetBytes(long heap) => (file.Short(heap + 128) + 7) / 8;

    /// <summary>Where an object of a heap lies: in its only block, or in one of a table of them.</summary>
    private Func<ulong, long> ReadHeap(long heap)
    {
        file.Require(heap, "FRHP\0"u8);
        (int width, ulong first, ulong largest) = (file.Short(heap + 110), file.Long(heap + 112), file.Long(heap + 120));
        (int bits, int rows) = (file.Short(heap + 128), file.Short(heap + 140));
        long root = file.Size(heap + 132);
        if (file.Short(heap + 7) != 0 || width is < 1 or > 1024 || !BitOperations.IsPow2(width) || bits > 48 || rows > 64
            || !BitOperations.IsPow2(first) || !BitOperations.IsPow2(largest) || first > largest || largest > int.MaxValue
            || bits <= BitOperations.Log2(first) + BitOperations.Log2((uint)width) || OffsetBytes(heap) > HeapIdLength - 1)
        {
            throw Fault.Damaged($"Byte {heap} of the HDF5 file begins a heap that makes no sense");
        }

        if (rows == 0)
        {
            file.Require(root, "FHDB\0"u8);
            return offset => root + (long)Math.Min(offset, (ulong)file.Length);
        }

        file.Require(root, "FHIB\0"u8);
        long entries = root + 13 + OffsetBytes(heap);
        return offset => Find(offset, width, first, largest, rows, entries);
    }

    /// <summary>Rows of blocks, of which the first two have the first size, and each after them twice that of the one before.</summary>
    private long Find(ulong offset, int width, ulong first, ulong largest, int rows, long entries)
    {
        ulong start = 0;
        for (int row = 0; row < rows; row++)
        {
            ulong size = row == 0 ? first : first << (row - 1);
            if (size > largest)
            {
                break;
            }

            ulong end = start + (size * (ulong)width);
            if (offset < end)
            {
                ulong column = (offset - start) / size;
                long block = file.Size(entries + (8L * ((row * width) + (long)column)));
                file.Require(block, "FHDB\0"u8);
                return block + (long)((offset - start) % size);
            }

            start = end;
        }

        throw Fault.Unusual("The HDF5 file has a heap of more names than a model has");
    }

    /// <summary>The tree's records: those of one leaf, or of a node and its leaves.</summary>
    private void CheckTree(long tree, int kind, Action<long> check)
    {
        file.Require(tree, "BTHD\0"u8);
        (uint nodeSize, int recordSize, int depth) = (file.Integer(tree + 6), file.Short(tree + 10), file.Short(tree + 12));
        int expected = kind == 5 ? 11 : 17;
        if (file.Byte(tree + 5) != kind || recordSize != expected || depth > 1 || nodeSize is < 64 or > 1 << 20)
        {
            throw Fault.Unusual($"Byte {tree} of the HDF5 file begins a tree that is not read");
        }

        int count = file.Short(tree + 24);
        if (count == 0)
        {
            return;
        }

        long root = file.Size(tree + 16);
        if (depth == 0)
        {
            CheckRecords(root, "BTLF\0"u8, recordSize, count, check);
            return;
        }

        long pointers = CheckRecords(root, "BTIN\0"u8, recordSize, count, check);
        int countBytes = (BitOperations.Log2((nodeSize - 10) / (uint)recordSize) / 8) + 1;
        for (int i = 0; i <= count; i++)
        {
            long pointer = pointers + ((8L + countBytes) * i);
            CheckRecords(file.Size(pointer), "BTLF\0"u8, recordSize, (int)file.Number(pointer + 8, countBytes), check);
        }
    }

    private long CheckRecords(long node, ReadOnlySpan<byte> signature, int recordSize, int count, Action<long> check)
    {
        file.Require(node, signature);
        long at = node + 6;
        for (int i = 0; i < count; i++)
        {
            file.EnterOnce('R', at);
            check(at);
            at += recordSize;
        }

        return node + 6 + ((long)recordSize * count);
    }
}
