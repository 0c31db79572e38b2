using System.IO.Compression;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Fuzz;

/// <summary>Damages a PNG behind its CRCs, and behind its compression too, where bytes changed at random hardly ever get.</summary>
internal sealed class PngMutator : IFileMutator
{
    /// <inheritdoc/>
    public byte[] Mutate(byte[] seed, byte[] other, ref SplitMix64 random)
    {
        if (random.Next(3) == 0)
        {
            byte[] bytes = ByteMutator.Instance.Mutate(seed, other, ref random);
            if (random.Next(4) != 0)
            {
                PngChunks.Repair(bytes);
            }

            return bytes;
        }

        List<byte[]> chunks = PngChunks.Split(seed);
        bool changesImageData = random.Next(2) == 0;
        if (changesImageData)
        {
            MutateImageData(chunks, ref random);
        }

        for (int steps = random.Next(4) + (changesImageData ? 0 : 1); steps > 0; steps--)
        {
            PieceMutator.Mutate(chunks, PngChunks.Split(other), PngChunks.FieldLength, ref random);
        }

        return PngChunks.Join(chunks);
    }

    /// <summary>Changes the filtered rows and compresses them again, into one chunk or two.</summary>
    private static void MutateImageData(List<byte[]> chunks, ref SplitMix64 random)
    {
        int first = chunks.FindIndex(PngChunks.IsImageData);
        byte[] rows = Inflate([.. chunks.Where(PngChunks.IsImageData).SelectMany(static chunk => chunk.Skip(PngChunks.FieldLength))]);
        byte[] deflated = Deflate(ByteMutator.Instance.Mutate(rows, rows, ref random));
        int cut = random.Next(2) == 0 ? deflated.Length : random.Next(deflated.Length);
        chunks.RemoveAll(PngChunks.IsImageData);
        chunks.Insert(first, [.. "IDAT"u8, .. deflated[..cut]]);
        if (cut < deflated.Length)
        {
            chunks.Insert(first + 1, [.. "IDAT"u8, .. deflated[cut..]]);
        }
    }

    private static byte[] Inflate(byte[] deflated)
    {
        using ZLibStream zlib = new(new MemoryStream(deflated), CompressionMode.Decompress);
        MemoryStream inflated = new();
        zlib.CopyTo(inflated);
        return inflated.ToArray();
    }

    private static byte[] Deflate(byte[] bytes)
    {
        MemoryStream deflated = new();
        using (ZLibStream zlib = new(deflated, CompressionLevel.Fastest))
        {
            zlib.Write(bytes);
        }

        return deflated.ToArray();
    }
}
