using System.IO.Compression;
using System.Text;

namespace Emnist.Recognition.Training.Tests.Datasets;

/// <summary>Makes .npz files of bytes, or of text, as NumPy writes them.</summary>
internal static class NpzBytes
{
    public static byte[] Make(params (string Name, int[] Shape, byte[] Values)[] arrays) =>
        Make([.. arrays.Select(static array => (array.Name, "|u1", array.Shape, array.Values))]);

    /// <summary>An archive of text, each of at most <paramref name="length"/> characters.</summary>
    public static byte[] OfText(string name, int length, IReadOnlyList<string> texts) =>
        Make((name, $"<U{length}", [texts.Count], [.. texts.SelectMany(text => Encoding.UTF32.GetBytes(text.PadRight(length, '\0')))]));

    private static byte[] Make(params (string Name, string Type, int[] Shape, byte[] Values)[] arrays)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
        {
            foreach ((string name, string type, int[] shape, byte[] values) in arrays)
            {
                string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({string.Concat(shape.Select(size => $"{size},"))}), }}";
                byte[] text = Encoding.ASCII.GetBytes(header.PadRight(((header.Length + 11 + 63) / 64 * 64) - 11) + "\n");
                using Stream entry = zip.CreateEntry($"{name}.npy").Open();
                entry.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, (byte)(text.Length >> 8), .. text, .. values]);
            }
        }

        return file.ToArray();
    }
}
