using System.IO.Compression;
using System.Text;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training.Tests.Datasets.Downloads;

/// <summary>Makes an archive like NIST's, with two images of 2 x 2 in each part of each split.</summary>
internal static class EmnistArchiveBytes
{
    public static readonly byte[] Images = IdxBytes.Images(2, 2, 2, [1, 2, 3, 4, 5, 6, 7, 8]);

    public static byte[] Make(Action<ZipArchive>? more = null, Func<string, byte[]?>? other = null)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string name in EmnistNames.All())
            {
                Add(zip, "gzip/" + name, other?.Invoke(name) ?? Content(name));
            }

            more?.Invoke(zip);
        }

        return packed.ToArray();
    }

    public static void Add(ZipArchive zip, string name, byte[] content)
    {
        using Stream entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        entry.Write(content);
    }

    /// <summary>The labels are 1 and 2 in the training part, 3 and 4 in the test part.</summary>
    private static byte[] Content(string name) =>
        name.EndsWith(".txt", StringComparison.Ordinal) ? Mapping(name)
        : name.Contains("images", StringComparison.Ordinal) ? IdxBytes.Gzip(Images)
        : IdxBytes.Gzip(name.Contains("train", StringComparison.Ordinal) ? IdxBytes.Labels(1, 2) : IdxBytes.Labels(3, 4));

    private static byte[] Mapping(string name)
    {
        EmnistSplit split = Enum.GetValues<EmnistSplit>().Single(s => EmnistNames.Mapping(EmnistNames.ForSplit(s)) == name);
        CharacterMapping mapping = CharacterMapping.ForSplit(split);
        var text = new StringBuilder();
        for (int label = 0; label <= byte.MaxValue; label++)
        {
            if (mapping.TryGetClass((byte)label, out int c))
            {
                text.Append(label).Append(' ').AppendJoin(' ', mapping.CodePoints(c).ToArray()).Append('\n');
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
