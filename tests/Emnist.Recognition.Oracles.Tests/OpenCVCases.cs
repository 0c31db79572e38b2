using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Oracles.Tests;

/// <summary>Models with what they are given, to be checked by ONNX and run by OpenCV together: Python starts slowly.</summary>
internal sealed class OpenCVCases : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<Case> _cases = [];

    public void Dispose() => _folder.Dispose();

    /// <param name="name">The case's name.</param>
    /// <param name="model">The model.</param>
    /// <param name="form">The form of its file.</param>
    /// <param name="inputs">[count, height, width, channels], as the library has them, of what the file takes.</param>
    /// <param name="fusion">Whether OpenCV may put layers together, as it does by itself.</param>
    public void Add(string name, OnnxModel model, OnnxExportOptions form, float[] inputs, bool fusion = true)
    {
        TensorShape shape = model.Network.InputShape;
        int count = inputs.Length / shape.Length;
        model.Save(PathOf($"{name}.onnx"), form);
        float[] ordered = OnnxRuntimeSession.ChannelsFirst(inputs, shape, count);
        File.WriteAllBytes(PathOf($"{name}.inputs"), MemoryMarshal.AsBytes<float>(ordered));
        int[] sizes = shape.Rank == 1 ? [count, shape.Length] : [count, shape.Channels, shape.Height, shape.Width];
        _cases.Add(new Case(name, sizes, fusion));
    }

    /// <returns>[count, classes] of each case; or why OpenCV refuses it.</returns>
    public IReadOnlyDictionary<string, (float[]? Outputs, string? Problem)> Run()
    {
        File.WriteAllText(PathOf("cases.json"), JsonSerializer.Serialize(_cases, JsonSerializerOptions.Web));
        string script = Path.Combine(TestData.RepositoryRoot, "tests", "Emnist.Recognition.Oracles.Tests", "opencv.py");
        var start = new ProcessStartInfo(OpenCVFactAttribute.Python, [script, _folder.Path]) { RedirectStandardError = true };
        using (Process python = Process.Start(start)!)
        {
            string error = python.StandardError.ReadToEnd();
            python.WaitForExit();
            Assert.True(python.ExitCode == 0, error);
        }

        Dictionary<string, string> problems =
            JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(PathOf("problems.json")))!;
        return _cases.ToDictionary(
            static given => given.Name,
            given => problems.TryGetValue(given.Name, out string? problem) ? (null, problem) : (Read(given.Name), (string?)null));
    }

    private float[]? Read(string name) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(PathOf($"{name}.outputs"))).ToArray();

    private string PathOf(string file) => Path.Combine(_folder.Path, file);

    private sealed record Case(string Name, int[] Shape, bool Fusion);
}
