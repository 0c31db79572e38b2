using System.Security.Cryptography;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Datasets.Downloads;
using Emnist.Recognition.Training.Tests.Datasets.Downloads;

namespace Emnist.Recognition.Training.Tests.Datasets;

public sealed class MnistDatasetTests : IDisposable
{
    private static readonly byte[] Images = IdxBytes.Images(2, 2, 3, [1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16]);
    private readonly TemporaryFolder _folder = new();
    private readonly LocalServer _server = new();

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Files_on_disk_load_as_they_stand()
    {
        _folder.Write("t10k-images-idx3-ubyte", Images);
        _folder.Write("t10k-labels-idx1-ubyte.gz", IdxBytes.Gzip(IdxBytes.Labels(9, 0)));
        LabeledImages images = MnistDataset.Load(DatasetPart.Test, [_folder.Path]);

        Assert.Equal((3, 2), (images.Width, images.Height));
        Assert.Equal(Images[16..], images.Pixels.ToArray());
        Assert.Equal([9, 0], images.Labels.ToArray());
    }

    [Fact]
    public void A_missing_part_says_where_it_was_looked_for()
    {
        var fault = Assert.Throws<FileNotFoundException>(() => MnistDataset.Load(DatasetPart.Train, ["/here", "/there"]));

        Assert.Equal(
            "MNIST's train part is in none of these folders: /here, /there. Put train-images-idx3-ubyte and "
            + "train-labels-idx1-ubyte (plain or .gz) there, or set MNIST_HOME to the folder that holds them. To download "
            + "them: await MnistDataset.LoadAsync(...) in code, or 'emnist data fetch mnist'.",
            fault.Message);
    }

    [Fact]
    public async Task Only_what_is_missing_is_downloaded()
    {
        byte[] images = IdxBytes.Gzip(Images);
        _server["train-images-idx3-ubyte.gz"] = images;
        _folder.Write("train-labels-idx1-ubyte", IdxBytes.Labels(3, 4));
        var source = new DatasetSource(
            [_server.Address],
            [new RemoteFile("train-images-idx3-ubyte.gz", images.Length, Convert.ToHexStringLower(SHA256.HashData(images)))]);

        LabeledImages loaded = await MnistDataset.LoadAsync(
            DatasetPart.Train, [_folder.Path], source, new DatasetDownloadOptions(), null, CancellationToken.None);

        Assert.Equal([3, 4], loaded.Labels.ToArray());
        Assert.Equal(["/data/train-images-idx3-ubyte.gz"], _server.Requests.Select(request => request.Path));
        Assert.Equal(images, File.ReadAllBytes(Path.Combine(_folder.Path, "train-images-idx3-ubyte.gz")));
    }

    /// <summary>The real files, where they are, have the lengths and hashes that a download is checked by.</summary>
    [MnistFact]
    public async Task The_official_files_have_the_hashes_given()
    {
        foreach (RemoteFile file in DatasetSource.Mnist.Files)
        {
            string path = Path.Combine(TestData.MnistFolder!, file.Name);
            Assert.Equal(file.Length, new FileInfo(path).Length);
            Assert.Equal(file.Sha256, await FileHash.ComputeAsync(path, _ => { }, CancellationToken.None));
        }

        LabeledImages test = MnistDataset.Load(DatasetPart.Test, [TestData.MnistFolder!]);
        Assert.Equal((28, 28, 10_000), (test.Width, test.Height, test.Count));

        // The published counts of the digits 0 to 9 among the test images, and the first labels, as in every tutorial.
        Assert.Equal([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009], test.CountByClass());
        Assert.Equal([7, 2, 1, 0, 4], test.Labels[..5].ToArray());
    }
}
