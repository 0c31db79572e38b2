using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Datasets;
using Microsoft.AspNetCore.Builder;
using Microsoft.ML;

namespace Emnist.Recognition.Documentation.Tests;

/// <summary>What blocks of pages name without making it.</summary>
internal static class GivenObjects
{
    private static readonly Dictionary<string, (string Type, Func<object> Create)> Known = new()
    {
        ["recognizer"] = (nameof(CharacterRecognizer), static () => new CharacterRecognizer()),
        ["images"] = (nameof(LabeledImages), static () => EmnistDataset.Load(EmnistSplit.Balanced, DatasetPart.Train)),
        ["train"] = (nameof(LabeledImages), static () => EmnistDataset.Load(EmnistSplit.Balanced, DatasetPart.Train)),
        ["test"] = (nameof(LabeledImages), static () => EmnistDataset.Load(EmnistSplit.Balanced, DatasetPart.Test)),
        ["network"] = (nameof(Network), static () => ReferenceNetworks.EmnistConv128.Create(47)),
        ["model"] = (nameof(OnnxModel), static () => EmbeddedModel.Load()),
        ["ml"] = (nameof(MLContext), static () => new MLContext(seed: 1)),
        ["builder"] = (nameof(WebApplicationBuilder), static () => WebApplication.CreateBuilder()),
        ["encoded"] = ("byte[]", static () => File.ReadAllBytes("letter.png")),
        ["cancellationToken"] = (nameof(CancellationToken), static () => CancellationToken.None),
    };

    public static IReadOnlyDictionary<string, string> Types { get; } = Known.ToDictionary(given => given.Key, given => given.Value.Type);

    public static object Create(string name) => Known[name].Create();
}
