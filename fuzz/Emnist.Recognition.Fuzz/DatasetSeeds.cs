using System.IO.Compression;
using System.Text;

namespace Emnist.Recognition.Fuzz;

/// <summary>Sound files of data sets, made here, as those of others are not kept: images of 3 x 4 pixels.</summary>
internal static class DatasetSeeds
{
    public const int Width = 3;
    public const int Height = 4;

    private const int Size = Width * Height;

    /// <summary>IDX files of images and of labels.</summary>
    public static IEnumerable<byte[]> Idx()
    {
        byte[] images = [0, 0, 8, 3, 0, 0, 0, 5, 0, 0, 0, Height, 0, 0, 0, Width, .. Pixels(5)];
        byte[] labels = [0, 0, 8, 1, 0, 0, 0, 5, 3, 1, 4, 1, 5];
        return [images, labels, Gzip(images), Gzip(labels)];
    }

    /// <summary>CSV files of labels and pixels.</summary>
    public static IEnumerable<byte[]> Csv()
    {
        string rows = string.Concat(Pixels(5).Chunk(Size).Select(static (row, i) => $"{i},{string.Join(',', row)}\n"));
        byte[] plain = Encoding.ASCII.GetBytes(rows);
        byte[] headed = Encoding.ASCII.GetBytes("label,pixel0,pixel1\r\n" + rows.Replace(",", " , ", StringComparison.Ordinal));
        byte[] others = Encoding.ASCII.GetBytes(rows.Replace(',', ';').Replace("37", "37.0", StringComparison.Ordinal));
        string[] shades = [.. Enumerable.Range(0, Size).Select(static i => $"0.{i}")];
        string names = string.Join('\t', shades.Select(static (_, i) => $"\"pixel{i}\""));
        byte[] named = Encoding.ASCII.GetBytes($"\"\"\t{names}\t\"label\"\n0\t{string.Join('\t', shades)}\t\"A\"\n");
        return [plain, headed, Gzip(plain), others, named];
    }

    /// <summary>Tables of pictures and their labels.</summary>
    public static IEnumerable<byte[]> Labels() =>
    [
        "file,label\na.png,A\nb/b.png,B\nc.png, C\n"u8.ToArray(),
        [.. Encoding.UTF8.Preamble, .. "writer,label,file\r\n1,\u00E4,a\\a.png\r\n\r\n2,\"A,\"\"B\",\"b, 2.png\"\r\n"u8],
    ];

    /// <summary>Mapping files: of digits, of letters in both cases, and of any labels in any order.</summary>
    public static IEnumerable<byte[]> Mappings() =>
    [
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 10).Select(static i => $"{i} {i + '0'}\n"))),
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(1, 26).Select(static i => $"{i} {i + 64} {i + 96}\r\n"))),
        "255 8364\n\n  7\t65533 128512 0\n0 32"u8.ToArray(),
    ];

    private static byte[] Pixels(int count) => [.. Enumerable.Range(0, count * Size).Select(static i => (byte)(i * 37))];

    private static byte[] Gzip(byte[] bytes)
    {
        MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.NoCompression))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
