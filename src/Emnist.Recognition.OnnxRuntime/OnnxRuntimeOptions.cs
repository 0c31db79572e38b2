using Emnist.Recognition.Imaging;
using Microsoft.ML.OnnxRuntime;

namespace Emnist.Recognition.OnnxRuntime;

/// <summary>
/// How an <see cref="OnnxRuntimeClassifier"/> runs a model. It is read while the classifier is created: later changes have no effect.
/// Class names and the form of the images, where the file does not tell them, are <see cref="RecognizerOptions"/>.
/// </summary>
public sealed record OnnxRuntimeOptions
{
    /// <summary>
    /// ONNX Runtime's own options, such as an execution provider for a GPU. They stay the caller's, who may dispose them once the
    /// classifier is created. Not used where a session is given.
    /// </summary>
    /// <value>
    /// Default: null, for the CPU, with a thread for each call: recognizers are called by many threads, and
    /// <see cref="CharacterRecognizer.PredictBatch(IReadOnlyList{GrayImage})"/> uses all processors by itself.
    /// </value>
    public SessionOptions? SessionOptions { get; set; }

    /// <summary>Which of the model's outputs has a value for each class.</summary>
    /// <value>
    /// Default: null, for the only one that can: of floats, or scikit-learn's list of maps. A model that has several is refused.
    /// </value>
    public string? OutputName { get; set; }

    /// <summary>
    /// Whether a softmax makes probabilities of what the model gives: true for logits and for logarithms of probabilities, false for
    /// probabilities.
    /// </summary>
    /// <value>
    /// Default: null, found by trial on four images of noise: values of 0 to 1 that sum to 1 are probabilities; values of 0 to 1 that do
    /// not are sigmoids, of whose logits a softmax is taken; of all others it is taken as they are.
    /// </value>
    public bool? Softmax { get; set; }

    internal void Validate()
    {
        if (OutputName is "")
        {
            throw new ArgumentException("The name is empty: leave it out, or name an output.", nameof(OutputName));
        }
    }
}
