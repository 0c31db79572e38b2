using Emnist.Recognition.Tests;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Tests;

public class SavingTests
{
    private static readonly MLContext Ml = new(seed: 1);

    [Fact]
    public void A_trained_pipeline_loads_in_another_process_with_the_same_scores_to_the_bit()
    {
        IDataView images = Ml.Data.LoadCharacterImages(Characters.Images);
        TransformerChain<CharacterPredictionTransformer> model = Characters.Pipeline(Ml).Fit(images);

        IDataView test = Ml.Data.LoadCharacterImages(Characters.TestImages);
        string[] expected = OtherProcess.Lines(model.Transform(test));

        string[] lines = OtherProcess.Score(model, images, test);

        Assert.Equal("Pixels:Vector<Byte, 784> Label:String", lines[0]);
        Assert.Equal(string.Join(' ', Characters.Images.ClassNames), lines[1]);
        Assert.Equal(string.Join(' ', Characters.Images.ClassNames), lines[2]);
        Assert.Equal(expected, lines[3..]);
        Assert.Equal(100, expected.Length);
    }

    [Fact]
    public void A_recognising_pipeline_loads_in_another_process_with_its_options()
    {
        IDataView pictures = Ml.Data.LoadCharacterFiles(Characters.SampleFolder);
        var options = new CharacterRecognitionOptions { Characters = new CharacterSet("2abcdefgh") };
        CharacterPredictionTransformer model = Ml.Characters.Recognize("Path", options).Fit(pictures);

        string[] expected = OtherProcess.Lines(model.Transform(pictures));

        string[] lines = OtherProcess.Score(model, pictures, pictures);

        Assert.Equal(expected, lines[3..]);
        Assert.Contains(expected, row => row.Contains(" 00000000", StringComparison.Ordinal));
    }

    [Fact]
    public void A_loaded_pipeline_predicts_one_row_at_a_time_and_is_saved_again()
    {
        using var folder = new TemporaryFolder();
        (string path, string again) = (Path.Combine(folder.Path, "model.zip"), Path.Combine(folder.Path, "again.zip"));
        IDataView images = Ml.Data.LoadCharacterImages(Characters.Images);
        TransformerChain<CharacterPredictionTransformer> model = Characters.Pipeline(Ml).Fit(images);
        Ml.Model.Save(model, images.Schema, path);
        ITransformer loaded = Ml.Model.Load(path, out DataViewSchema schema);
        Ml.Model.Save(loaded, schema, again);

        foreach (ITransformer candidate in new[] { loaded, Ml.Model.Load(again, out _) })
        {
            PredictionEngine<PipelineTests.PixelsRow, PipelineTests.Reading> engine =
                Ml.Model.CreatePredictionEngine<PipelineTests.PixelsRow, PipelineTests.Reading>(candidate);
            float[][] expected = Characters.Scores(model.Transform(images));
            for (int i = 0; i < 5; i++)
            {
                var row = new PipelineTests.PixelsRow { Pixels = Characters.Images.GetImage(i).ToArray(), Label = "class 1" };
                Assert.Equal(expected[i], engine.Predict(row).Score);
            }
        }
    }

    [Fact]
    public void The_saved_file_is_not_much_larger_than_the_model()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "model.zip");
        IDataView pictures = Ml.Data.LoadCharacterFiles(Characters.SampleFolder);
        ITransformer model = Ml.Characters
            .Recognize("Path", new CharacterRecognitionOptions()).Fit(pictures);
        Ml.Model.Save(model, pictures.Schema, path);

        Assert.InRange(new FileInfo(path).Length, 1, 1_200_000);
    }
}
