using System.Globalization;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.IO;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Keras;

/// <summary>Reads trained models of Keras, without Python or TensorFlow.</summary>
/// <remarks>
/// <para>Read are whole models, as <c>model.save</c> writes them: <c>.h5</c> of Keras 1, 2 and 3, tf.keras too, and <c>.keras</c> of
/// Keras 3 and of 2.12 and later; which of them, the content tells. They are sequential, or functional with one input and one output,
/// and may have models within. The documentation lists the layers and options.</para>
/// <para>The network gives what <c>model.predict</c> gives, but for three things. Its images are [height, width, channels], whatever
/// order the model has; pixels are 0 to 1, and where the model begins with a <c>Rescaling</c> or <c>Normalization</c> of 0 to 255, these
/// are changed to that; and a <c>log_softmax</c> at the end is a softmax. Layers that do something in training alone are left out, but for
/// <c>Dropout</c>, and so are the optimizer and its state.</para>
/// <para>All members may be called by any number of threads at once. The first call replaces PureHDF's filter for gzip (deflate) in the
/// whole process, by one that unpacks the same and refuses a chunk that unpacks to more than its size.</para>
/// </remarks>
/// <example>
/// <code>
/// string[] classNames = [.. "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt".Select(character => character.ToString())];
/// var recognizer = new CharacterRecognizer(KerasModel.Load("emnist.h5", classNames));
/// Console.WriteLine(recognizer.Predict("letter.png").Character);
/// </code>
/// </example>
public static class KerasModel
{
    /// <summary>
    /// Reads a network from a file of at most 256 MB: the network alone, whose images are upright. To recognize, and for a model whose
    /// images lie on their side, load it with its class names.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>The network, with Keras's names of the layers.</returns>
    /// <exception cref="ModelFormatException">
    /// The file is damaged, larger than that, holds weights alone or weights that are not finite, or is a model that the library cannot
    /// run. The message names the layer and the option, or the place in the file; <see cref="ModelFormatException.NodeName"/> is the layer.
    /// Or it begins with a <c>Permute</c> that exchanges rows and columns: see <see cref="Load(string, IReadOnlyList{string})"/>.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read, or is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder, as TensorFlow's SavedModel is.</exception>
    public static Network Load(string path) => Read(path, isAlone: true).Network;

    /// <summary>Reads a network from where a stream stands to its end; as <see cref="Load(string)"/>. The stream stays open.</summary>
    /// <param name="stream">The stream, which need not seek.</param>
    /// <returns>The network.</returns>
    /// <exception cref="ModelFormatException">The bytes are no model, or none that the library can run.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static Network Load(Stream stream) => Read(stream, isAlone: true).Network;

    /// <summary>Reads a model from a file of at most 256 MB, to be given to a recognizer or saved as ONNX.</summary>
    /// <param name="path">The file.</param>
    /// <param name="classNames">A name for each output, which the file does not hold: none empty, no two alike.</param>
    /// <returns>
    /// The model. Its <see cref="OnnxModel.InputForm"/> is null, or transposed where the network begins with a <c>Permute</c> that
    /// exchanges rows and columns: such a network takes characters that lie on their side, as in EMNIST's files.
    /// </returns>
    /// <exception cref="ModelFormatException">As of <see cref="Load(string)"/>.</exception>
    /// <exception cref="ArgumentException">The names are not as they must be, or not as many as the network has outputs.</exception>
    /// <exception cref="IOException">The file cannot be read, or is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder, as TensorFlow's SavedModel is.</exception>
    public static OnnxModel Load(string path, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        return Name(Read(path, isAlone: false), classNames);
    }

    /// <summary>
    /// Reads a model from where a stream stands to its end; as <see cref="Load(string, IReadOnlyList{string})"/>. The stream stays open.
    /// </summary>
    /// <param name="stream">The stream, which need not seek.</param>
    /// <param name="classNames">A name for each output: none empty, no two alike.</param>
    /// <returns>The model.</returns>
    /// <exception cref="ModelFormatException">The bytes are no model, or none that the library can run.</exception>
    /// <exception cref="ArgumentException">The names are not as they must be, or not as many as the network has outputs.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static OnnxModel Load(Stream stream, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        return Name(Read(stream, isAlone: false), classNames);
    }

    // The network alone goes without the form of its images.
    private static KerasNetwork Read(string path, bool isAlone)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = InputFile.Open(path, bufferSize: 0, FileOptions.None, () => new ModelFormatException(
            $"{InputFile.Problem} Give a file of Keras, .h5 or .keras.", path, null));
        try
        {
            return Read(stream, isAlone);
        }
        catch (ModelFormatException e)
        {
            throw new ModelFormatException(e.Message, path, e.InnerException) { NodeName = e.NodeName };
        }
    }

    private static KerasNetwork Read(Stream stream, bool isAlone)
    {
        ArgumentNullException.ThrowIfNull(stream);
        KerasNetwork read = KerasFile.Read(FileBytes.Read(stream));
        int outputs = read.Network.OutputShape.Length;
        if (outputs > KerasLimits.Classes)
        {
            throw Fault.Unreadable(
                $"The model has {outputs} outputs, more than {KerasLimits.Classes}", "End it in one output for each class.");
        }

        try
        {
            // What the library would not store is refused: a plan of it would take too much memory.
            Name(read, [.. Enumerable.Range(0, outputs).Select(static place => place.ToString(CultureInfo.InvariantCulture))]);
        }
        catch (ArgumentException e)
        {
            throw Fault.Unreadable($"The model cannot be run: {e.Message.TrimEnd('.')}", "Make it smaller.");
        }

        return isAlone && read.BeginsByTurning
            ? throw Fault.Unreadable(
                "The model begins with a Permute of rows and columns: its images lie on their side, which a network alone does not tell",
                "Load it with its class names: KerasModel.Load(file, classNames) has the network, and the form of its images.")
            : read;
    }

    private static OnnxModel Name(KerasNetwork read, IReadOnlyList<string> classNames) => new(read.Network, classNames)
    {
        InputForm = read.BeginsByTurning ? new InputForm { Transposed = true } : null,
    };
}
