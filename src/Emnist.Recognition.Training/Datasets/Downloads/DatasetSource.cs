namespace Emnist.Recognition.Training.Datasets.Downloads;

/// <summary>A published file of known content.</summary>
/// <param name="Name">Its name, at every address and on disk.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal.</param>
internal sealed record RemoteFile(string Name, long Length, string Sha256);

/// <summary>The files of a data set, and the folders on the web that have them, in the order to try.</summary>
internal sealed record DatasetSource(IReadOnlyList<Uri> Addresses, IReadOnlyList<RemoteFile> Files)
{
    /// <summary>
    /// NIST's archive: the address is that of the EMNIST page (https://www.nist.gov/itl/products-and-services/emnist-dataset).
    /// NIST publishes no hash; length and SHA-256 are those that TensorFlow Datasets checks
    /// (tensorflow_datasets/url_checksums/emnist.txt), and MLDatasets.jl the same SHA-256.
    /// </summary>
    public static DatasetSource Emnist { get; } = new(
        [new Uri("https://biometrics.nist.gov/cs_links/EMNIST/")],
        [new("gzip.zip", 561_753_746, "fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e")]);

    /// <summary>
    /// MNIST: its authors' page, which has often been closed, then the mirrors that PyTorch and TensorFlow use. Lengths and
    /// SHA-256 are those that TensorFlow Datasets checks (tensorflow_datasets/url_checksums/mnist.txt).
    /// </summary>
    public static DatasetSource Mnist { get; } = new(
        [
            new Uri("https://yann.lecun.com/exdb/mnist/"),
            new Uri("https://ossci-datasets.s3.amazonaws.com/mnist/"),
            new Uri("https://storage.googleapis.com/cvdf-datasets/mnist/"),
        ],
        [
            new("train-images-idx3-ubyte.gz", 9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            new("train-labels-idx1-ubyte.gz", 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            new("t10k-images-idx3-ubyte.gz", 1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            new("t10k-labels-idx1-ubyte.gz", 4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
        ]);
}
