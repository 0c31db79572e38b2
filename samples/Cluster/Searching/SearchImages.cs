using System.Security.Cryptography;
using System.Text;
using Emnist.Recognition.Training.Datasets;

namespace Cluster.Searching;

/// <summary>The images of a search: those to train on, and those to compare trials by.</summary>
internal sealed class SearchImages
{
    private const double ValidationFraction = 0.1;

    private SearchImages(string place, LabeledImages images)
    {
        Place = place;
        (Training, Validation) = images.Split(ValidationFraction, seed: 0);
        if (Validation.Count == 0)
        {
            throw new InvalidDataException($"'{place}' has no class of two images, so that none can be held out to compare trials by.");
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(images.Pixels.Span);
        hash.AppendData(images.Labels.Span);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', images.ClassNames)));
        Fingerprint = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public string Place { get; }

    public LabeledImages Training { get; }

    public LabeledImages Validation { get; }

    /// <summary>What tells these images from others that a machine may have under the same name.</summary>
    public string Fingerprint { get; }

    /// <param name="place">A folder of pictures with a folder for each class, or a split of EMNIST, such as balanced.</param>
    /// <exception cref="IOException">It is not there.</exception>
    public static SearchImages Load(string place) => new(
        place,
        Directory.Exists(place) ? ImageFolder.Load(place).Images
        : Enum.TryParse(place, ignoreCase: true, out EmnistSplit split) ? EmnistDataset.Load(split, DatasetPart.Train)
        : throw new DirectoryNotFoundException(
            $"'{place}' is neither a folder nor a split of EMNIST: {string.Join(", ", Enum.GetNames<EmnistSplit>())}."));
}
