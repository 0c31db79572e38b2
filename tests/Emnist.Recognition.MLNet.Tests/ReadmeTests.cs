using Emnist.Recognition.Tests;
using Microsoft.ML;
using ReadmePipeline;

namespace Emnist.Recognition.MLNet.Tests;

/// <summary>README's pipeline runs; that README has its very lines is tested with README's other examples.</summary>
[Collection("EMNIST_HOME")]
public class ReadmeTests
{
    [Fact]
    public void Its_pipeline_trains_measures_and_saves()
    {
        using var folder = new TemporaryFolder();
        byte[] pixels = new byte[40 * 784];
        new Random(1).NextBytes(pixels);
        foreach (string part in new[] { "train", "test" })
        {
            folder.Write($"emnist-balanced-{part}-images-idx3-ubyte", IdxBytes.Images(40, 28, 28, pixels));
            folder.Write(
                $"emnist-balanced-{part}-labels-idx1-ubyte", IdxBytes.Labels([.. Enumerable.Range(0, 40).Select(i => (byte)(i % 4))]));
        }

        string? emnist = Environment.GetEnvironmentVariable("EMNIST_HOME");
        string before = Environment.CurrentDirectory;
        using var output = new StringWriter();
        try
        {
            Environment.SetEnvironmentVariable("EMNIST_HOME", folder.Path);
            Environment.CurrentDirectory = folder.Path;
            ReadmePipelineExample.Run(output);
        }
        finally
        {
            Environment.CurrentDirectory = before;
            Environment.SetEnvironmentVariable("EMNIST_HOME", emnist);
        }

        Assert.Matches("^[0-9.]+\\s?%\\s*$", output.ToString());
        var ml = new MLContext();
        ITransformer loaded = ml.Model.Load(Path.Combine(folder.Path, "model.zip"), out DataViewSchema schema);
        Assert.NotNull(loaded.GetOutputSchema(schema).GetColumnOrNull("PredictedCharacter"));
    }
}
