using System.Diagnostics;
using Emnist.Recognition.Tests;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Tests;

/// <summary>Scores in another process, whose source names nothing but ML.NET.</summary>
internal static class OtherProcess
{
    private const string Program = "Emnist.Recognition.MLNet.Loading";

    /// <summary>Saves a pipeline and a view, and has both loaded and scored elsewhere.</summary>
    /// <param name="model">The pipeline.</param>
    /// <param name="trained">A view of the columns that it was fitted with.</param>
    /// <param name="test">The view to score, of columns that a file can hold.</param>
    /// <returns>The input's columns, the names of the slots, the key values, and a line for each row as <see cref="Lines"/> has them.</returns>
    public static string[] Score(ITransformer model, IDataView trained, IDataView test)
    {
        using var folder = new TemporaryFolder();
        (string modelPath, string dataPath) = (Path.Combine(folder.Path, "model.zip"), Path.Combine(folder.Path, "data.idv"));
        var ml = new MLContext();
        ml.Model.Save(model, trained.Schema, modelPath);
        using (FileStream data = File.Create(dataPath))
        {
            ml.Data.SaveAsBinary(test, data);
        }

        // The dependencies are those of the tests: the packages that the pipeline needs are beside them.
        string place = Path.Combine(AppContext.BaseDirectory, Program);
        string dependencies = Path.ChangeExtension(typeof(OtherProcess).Assembly.Location, ".deps.json");
        using Process process = Process.Start(new ProcessStartInfo(
            "dotnet",
            ["exec", "--depsfile", dependencies, "--runtimeconfig", $"{place}.runtimeconfig.json", $"{place}.dll", modelPath, dataPath])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>A line for each row: status, key, and the bits of each score.</summary>
    public static string[] Lines(IDataView scored) =>
    [
        .. scored.GetColumn<string>("Status").Zip(scored.GetColumn<uint>("PredictedLabel"), scored.GetColumn<float[]>("Score")).Select(row =>
            $"{row.First} {row.Second} {string.Join(' ', row.Third.Select(value => $"{BitConverter.SingleToInt32Bits(value):x8}"))}"),
    ];
}
