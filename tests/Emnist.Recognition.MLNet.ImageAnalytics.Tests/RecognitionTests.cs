using Emnist.Recognition.Imaging;
using Emnist.Recognition.MLNet.Tests;
using Emnist.Recognition.Tests;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.ImageAnalytics.Tests;

/// <summary>From image files to answers, by ML.NET's own images.</summary>
public sealed class RecognitionTests
{
    private readonly MLContext _ml = new();

    [Fact]
    public void Images_are_recognised_and_the_saved_pipeline_gives_the_same_scores_in_another_process()
    {
        using var folder = new TemporaryFolder();
        string[] pictures = [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Pictures")).Order(StringComparer.Ordinal)];
        string blank = Path.Combine(folder.Path, "blank.png");
        using (var white = MLImage.CreateFromPixels(40, 40, MLPixelFormat.Rgba32, [.. Enumerable.Repeat((byte)255, 40 * 40 * 4)]))
        {
            white.Save(blank);
        }

        IDataView files = _ml.Data.LoadFromEnumerable(
            ((string[])[.. pictures, blank, ""]).Select(static path => new PictureFile { Path = path }));
        var pipeline = _ml.Transforms.LoadImages("Image", "", "Path")
            .Append(_ml.Transforms.EncodeImages("Picture", "Image"))
            .Append(_ml.Characters.Normalize("Features", "Picture"))
            .Append(_ml.Characters.Recognize("Features"));
        var model = pipeline.Fit(files);

        IDataView scored = model.Transform(files);
        string[] expected = OtherProcess.Lines(scored);

        Assert.Equal(
            [.. Enumerable.Repeat(CharacterStatus.Recognized, 16), CharacterStatus.Blank, CharacterStatus.Unreadable],
            scored.GetColumn<string>("Status"));
        AssertAnswersOfTheRecognizer(pictures, scored);
        string[] lines = OtherProcess.Score(model, files, files);
        Assert.Equal("Path:String", lines[0]);
        Assert.Equal(expected, lines[3..]);
    }

    private static void AssertAnswersOfTheRecognizer(string[] pictures, IDataView scored)
    {
        var recognizer = new CharacterRecognizer();
        string[] classes = [.. recognizer.ClassNames];
        int[] expected = [.. pictures.Select(path => Array.IndexOf(classes, recognizer.Predict(ImageDecoder.Decode(path)).Character) + 1)];

        Assert.Equal([.. expected, 0, 0], scored.GetColumn<uint>("PredictedLabel").Select(static key => (int)key));
    }

    private sealed class PictureFile
    {
        public string Path { get; set; } = "";
    }
}
