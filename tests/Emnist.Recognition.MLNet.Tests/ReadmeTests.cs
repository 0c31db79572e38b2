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
        using var folder = new ExampleFolder();
        using var output = new StringWriter();

        ReadmePipelineExample.Run(output);

        Assert.Matches("^[0-9.]+\\s?%\\s*$", output.ToString());
        ITransformer loaded = new MLContext().Model.Load(Path.Combine(folder.Path, "model.zip"), out DataViewSchema schema);
        Assert.NotNull(loaded.GetOutputSchema(schema).GetColumnOrNull("PredictedCharacter"));
    }
}
