using System.Text;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests;

/// <summary>A pair of idx files with their mapping, of a grey image for each label.</summary>
internal sealed class TinySet
{
    private const int Pixels = 28 * 28;

    public TinySet(TemporaryFolder folder, string name, string labels)
        : this(folder, name, labels, [.. labels.Select(static label => Enumerable.Repeat((byte)label, Pixels).ToArray())])
    {
    }

    /// <param name="folder">Where the files go.</param>
    /// <param name="name">The set's name.</param>
    /// <param name="labels">The label of each image.</param>
    /// <param name="images">[28, 28] each, as they shall lie in the file.</param>
    public TinySet(TemporaryFolder folder, string name, string labels, IReadOnlyList<byte[]> images)
    {
        char[] classes = [.. labels.Distinct().Order()];
        Images = folder.Write($"{name}-images-idx3-ubyte", IdxBytes.Images(labels.Length, 28, 28, [.. images.SelectMany(static image => image)]));
        Labels = folder.Write($"{name}-labels-idx1-ubyte", IdxBytes.Labels([.. labels.Select(label => (byte)Array.IndexOf(classes, label))]));
        Mapping = folder.Write(
            $"{name.Replace("-test", "", StringComparison.Ordinal)}-mapping.txt",
            Encoding.ASCII.GetBytes(string.Concat(classes.Select(static (c, index) => $"{index} {(int)c}\n"))));
    }

    public string Images { get; }

    public string Labels { get; }

    public string Mapping { get; }
}
