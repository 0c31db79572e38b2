using System.Text.Json;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.MLNet.Scoring;

/// <summary>A model as a pipeline saves it, in one text: a line of JSON, whose names stay, and the ONNX file in base64.</summary>
/// <param name="Model">The model.</param>
/// <param name="FeatureColumnName">The column of its features, for messages.</param>
/// <param name="Allowed">The classes that can be answered; null for all.</param>
internal sealed record SavedModel(OnnxModel Model, string FeatureColumnName, IReadOnlyList<int>? Allowed)
{
    public static SavedModel Parse(string text)
    {
        int end = text.IndexOf('\n');
        Header header = JsonSerializer.Deserialize<Header>(text.AsSpan(0, end))
            ?? throw new InvalidOperationException("The pipeline's model is damaged.");
        using var file = new MemoryStream(Convert.FromBase64String(text[(end + 1)..]));
        return new SavedModel(OnnxModel.Load(file), header.Column, header.Allowed);
    }

    public override string ToString()
    {
        using var file = new MemoryStream();
        Model.Save(file);
        return JsonSerializer.Serialize(new Header(FeatureColumnName, Allowed))
            + "\n" + Convert.ToBase64String(file.GetBuffer().AsSpan(0, (int)file.Length));
    }

    private sealed record Header(string Column, IReadOnlyList<int>? Allowed);
}
