using Emnist.Recognition.Imaging;

namespace Emnist.Recognition;

/// <summary>
/// Tells the probability of each class for images of 28 x 28: the port by which another engine than the library's own recognizes, such
/// as ONNX Runtime with a model that the library cannot run, or on a GPU (package Emnist.Recognition.OnnxRuntime).
/// </summary>
/// <remarks>
/// <para>A <see cref="CharacterRecognizer"/> takes one by <see cref="RecognizerOptions.Classifier"/>. It finds the ink, draws it and
/// brings it to the form, and ranks what comes back; it asks for the names and the form once, when it is created. It never disposes a
/// classifier: whoever made one that holds memory or a device does, once no recognizer is in use that has it.</para>
/// <para>Implementations must be safe to call from any number of threads at once. An exception of theirs comes out of the recognizer
/// as it is.</para>
/// </remarks>
/// <example>
/// Two models that vote:
/// <code>
/// public sealed class TwoModels(OnnxModel first, OnnxModel second) : ICharacterClassifier
/// {
///     private readonly InferencePlan _first = first.Network.ToProbabilityPlan();
///     private readonly InferencePlan _second = second.Network.ToProbabilityPlan();
///
///     public IReadOnlyList&lt;string&gt; ClassNames => first.ClassNames;
///
///     public InputForm? InputForm => first.InputForm;
///
///     public void Classify(ReadOnlySpan&lt;float&gt; images, Span&lt;float&gt; probabilities, int count)
///     {
///         float[] others = new float[probabilities.Length];
///         _first.Predict(images, probabilities, count);
///         _second.Predict(images, others, count);
///         for (int i = 0; i &lt; others.Length; i++)
///         {
///             probabilities[i] = (probabilities[i] + others[i]) / 2;
///         }
///     }
/// }
/// </code>
/// </example>
public interface ICharacterClassifier
{
    /// <summary>
    /// The names of the classes, in the order of the probabilities: at least one, none empty, no two alike, always the same. A letter
    /// without its other case among them stands for both, as in models of EMNIST Balanced. <see cref="RecognizerOptions.Classes"/> renames them.
    /// </summary>
    IReadOnlyList<string> ClassNames { get; }

    /// <summary>
    /// The form of the images that <see cref="Classify"/> takes, always the same. Null where it is not known: then
    /// <see cref="InputForm.Emnist"/> is taken, unless <see cref="RecognizerOptions.InputForm"/> says another, which comes before this.
    /// </summary>
    InputForm? InputForm { get; }

    /// <summary>Tells the probabilities.</summary>
    /// <param name="images">
    /// [count, 28, 28], image after image, row by row, of that form: without one, 0 for the ground to 1 for ink, upright. The memory is
    /// the caller's, and has other contents once the method has returned.
    /// </param>
    /// <param name="probabilities">
    /// [count, classes], to be written: of each image numbers of 0 to 1 that sum to 1. A recognizer that finds anything else here
    /// throws an <see cref="InvalidOperationException"/> rather than call it a confidence.
    /// </param>
    /// <param name="count">The images, 0 or more. A recognizer asks for 64 at most at a time.</param>
    void Classify(ReadOnlySpan<float> images, Span<float> probabilities, int count);
}
