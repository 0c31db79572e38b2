namespace Emnist.Recognition.Keras.Hdf5.Checking;

/// <summary>Checks messages that hold sizes.</summary>
internal static class MessageCheck
{
    /// <summary>The length of a message that stands for itself, in a heap.</summary>
    public const int Unknown = int.MaxValue;

    public const int MaxRank = 32;

    /// <summary>How many numbers a dataspace says there are, and how long it is itself.</summary>
    public static (long Count, int Length) Dataspace(FileView file, long at, int length)
    {
        (byte version, byte rank, byte flags) = (file.Byte(at), file.Byte(at + 1), file.Byte(at + 2));
        int start = version == 1 ? 8 : 4;
        int own = start + (8 * rank * ((flags & 1) != 0 ? 2 : 1));
        if (version is not (1 or 2) || rank > MaxRank || own > length || (flags & 2) != 0)
        {
            throw Fault.Damaged($"Byte {at} of the HDF5 file begins a shape that makes no sense");
        }

        bool isNull = version == 2 && file.Byte(at + 3) == 2;
        ulong[] sides = new ulong[rank];
        for (int i = 0; i < rank; i++)
        {
            sides[i] = file.Long(at + start + (8 * i));
        }

        return (isNull ? 0 : Sizes.Product(sides), own);
    }

    /// <summary>An attribute, whose data follow its name, its type and its shape.</summary>
    public static void Attribute(FileView file, long at, int length)
    {
        (byte version, byte flags) = (file.Byte(at), file.Byte(at + 1));
        (int name, int type, int space) = (file.Short(at + 2), file.Short(at + 4), file.Short(at + 6));
        if (version is < 1 or > 3 || (version > 1 && flags != 0))
        {
            throw Fault.Unusual($"Byte {at} of the HDF5 file begins an attribute whose type lies elsewhere");
        }

        int Padded(int size) => version == 1 ? (size + 7) & ~7 : size;
        long nameAt = at + (version == 3 ? 9 : 8);
        long typeAt = nameAt + Padded(name);
        long spaceAt = typeAt + Padded(type);
        long dataAt = spaceAt + Padded(space);

        // The name is read up to its first zero.
        bool isNamed = name > 0 && file.Slice(nameAt, name).IndexOf((byte)0) == name - 1;
        int typeLength = DatatypeLength(file, typeAt);
        if (isNamed && typeLength == 0)
        {
            throw Fault.Unreadable(
                $"Byte {at} of the HDF5 file begins an attribute that is neither numbers nor texts",
                "Keras writes none: remove it (del file.attrs[...] in h5py).");
        }

        (long count, int spaceLength) = Dataspace(file, spaceAt, space);
        long data = Sizes.Product([(ulong)count, file.Integer(typeAt + 4)]);
        if (!isNamed || typeLength != type || Padded(spaceLength) != Padded(space)
            || data > (length == Unknown ? file.Length : length) - (dataAt - at))
        {
            throw Fault.Damaged($"Byte {at} of the HDF5 file begins an attribute whose {data} bytes do not fit");
        }

        CheckTexts(file, typeAt, dataAt, count);
    }

    public static void FillValue(FileView file, long at, int length, bool isOld)
    {
        byte version = file.Byte(at);
        int start = isOld ? 0 : version == 3 ? 2 : 4;
        bool isThere = isOld || version == 1 || (version == 2 ? file.Byte(at + 3) != 0 : (file.Byte(at + 1) & 0x20) != 0);
        if (isThere && file.Integer(at + start) > length)
        {
            throw Fault.Damaged($"Byte {at} of the HDF5 file begins a value that is longer than its place");
        }
    }

    /// <summary>Filters: deflate, shuffle and Fletcher's checksum, which cannot ask for more memory than a chunk has.</summary>
    public static void Filters(FileView file, long at, int length)
    {
        byte version = file.Byte(at);
        long next = at + (version == 1 ? 8 : 2);
        for (int i = 0; i < file.Byte(at + 1); i++)
        {
            int id = file.Short(next);
            if (id is not (1 or 2 or 3))
            {
                throw Fault.Unreadable($"The weights are packed by the filter {id} of HDF5", "Save them with gzip, or not packed.");
            }

            int name = version == 1 ? (file.Short(next + 2) + 7) & ~7 : 0;
            int values = file.Short(next + (version == 1 ? 6 : 4));
            next += (version == 1 ? 8 : 6) + name + (4 * values) + (version == 1 && values % 2 == 1 ? 4 : 0);
            if (next > at + length)
            {
                throw Fault.Damaged($"Byte {at} of the HDF5 file begins filters that do not fit");
            }
        }
    }

    /// <summary>The bytes that the description of a type takes; 0 for types that no attribute of Keras has.</summary>
    private static int DatatypeLength(FileView file, long at) => (file.Byte(at) & 0x0F) == 9
        ? PlainLength(file, at + 8) is > 0 and var inner ? 8 + inner : 0
        : PlainLength(file, at);

    /// <summary>Likewise, of a type that is not made of another.</summary>
    private static int PlainLength(FileView file, long at) => (file.Byte(at) & 0x0F) switch
    {
        0 => 12,
        1 => 20,
        3 => 8,
        7 => 8,
        _ => 0,
    };

    /// <summary>Texts of any length lie in heaps.</summary>
    private static void CheckTexts(FileView file, long typeAt, long dataAt, long count)
    {
        if ((file.Byte(typeAt) & 0x0F) != 9)
        {
            return;
        }

        const int ReferenceLength = 16;
        if (file.Integer(typeAt + 4) != ReferenceLength)
        {
            throw Fault.Damaged($"Byte {typeAt} of the HDF5 file begins a type that makes no sense");
        }

        for (long i = 0; i < count; i++)
        {
            long heap = file.Size(dataAt + (ReferenceLength * i) + 4);
            if (heap == 0)
            {
                continue;
            }

            if (file.Enter('G', heap))
            {
                CheckHeap(file, heap);
            }

            file.TakeText(heap, file.Integer(dataAt + (ReferenceLength * i) + 12));
        }
    }

    private static void CheckHeap(FileView file, long heap)
    {
        file.Require(heap, "GCOL\x01"u8);
        long end = heap + file.Size(heap + 8);
        file.RequireSpace(end, 0);
        long at = heap + 16;
        while (at < end && file.Short(at) != 0)
        {
            file.EnterOnce('H', at);
            long size = file.Size(at + 8);
            file.AddText(heap, file.Short(at), size);
            at += 16 + ((size + 7) & ~7);
            if (at > end)
            {
                throw Fault.Damaged($"Byte {heap} of the HDF5 file begins texts that do not fit");
            }
        }
    }
}
