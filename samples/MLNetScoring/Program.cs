using System.Globalization;
using Emnist.Recognition.MLNet;
using Microsoft.ML;

string folder = args is [string given] ? given : "samples/images";
if (!Directory.Exists(folder))
{
    Console.Error.WriteLine($"{folder}: there is no such folder. Name one with PNG files, or start in the clone's root.");
    return 2;
}

var ml = new MLContext();
IDataView files = ml.Data.LoadFromEnumerable(Directory.GetFiles(folder, "*.png").Order().Select(path => new PictureFile { Path = path }));
var pipeline = ml.Characters.Recognize("Path")
    .Append(ml.Transforms.Conversion.MapKeyToValue("Character", "PredictedLabel"));
IDataView scored = pipeline.Fit(files).Transform(files);
foreach (Reading row in ml.Data.CreateEnumerable<Reading>(scored, reuseRowObject: false))
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Path}: {row.Character}  {row.Score.Max():P1}  {row.Status}"));
}

return 0;

internal class PictureFile
{
    public string Path { get; set; } = "";
}

internal sealed class Reading : PictureFile
{
    public string Character { get; set; } = "";

    public float[] Score { get; set; } = [];

    public string Status { get; set; } = "";
}
