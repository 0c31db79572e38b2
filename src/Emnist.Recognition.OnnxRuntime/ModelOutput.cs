using System.Globalization;
using Emnist.Recognition.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Emnist.Recognition.OnnxRuntime;

/// <summary>
/// The output that has a value for each class: a tensor, or what scikit-learn's exporter writes, a list that has a map for each image.
/// </summary>
internal sealed class ModelOutput
{
    private const int MaxClasses = 1 << 20;

    /// <summary>The classes of the maps by their keys, once a run has shown them; null for a tensor.</summary>
    private Dictionary<string, int>? _keys;

    private ModelOutput(string name) => Name = name;

    public string Name { get; }

    /// <summary>The classes, once a run has shown them.</summary>
    public int Classes { get; private set; }

    /// <summary>What the maps call the classes, in the order in which they are read; null for a tensor.</summary>
    public IReadOnlyList<string>? Keys => _keys is null ? null : [.. _keys.OrderBy(static key => key.Value).Select(static key => key.Key)];

    /// <exception cref="ModelFormatException">There is none, or several and no name.</exception>
    public static ModelOutput Find(InferenceSession session, string? name)
    {
        string[] fit = [.. session.OutputNames.Where(output => HasValues(session.OutputMetadata[output]))];
        if (name is not null)
        {
            return fit.Contains(name)
                ? new ModelOutput(name)
                : throw new ModelFormatException(
                    $"The model has no output '{name}' with a value for each class. Those that can be are: {List(fit)}.");
        }

        return fit switch
        {
            [var only] => new ModelOutput(only),
            [] => throw new ModelFormatException(
                $"None of the model's outputs, {List(session.OutputNames)}, has a value for each class: it tells its answer alone, and no "
                + "confidence. Export it with its probabilities."),
            _ => throw new ModelFormatException(
                $"The model has the outputs {List(fit)}: say by {nameof(OnnxRuntimeOptions)}.{nameof(OnnxRuntimeOptions.OutputName)} which "
                + "has a value for each class."),
        };
    }

    /// <summary>Learns of the first run how many classes there are, and what their keys are.</summary>
    /// <param name="value">What the run gave.</param>
    /// <param name="batch">Its images.</param>
    /// <exception cref="ModelFormatException">It has no two values for each image.</exception>
    public void Learn(OrtValue value, int batch)
    {
        if (value.OnnxType == OnnxValueType.ONNX_TYPE_SEQUENCE)
        {
            Classes = 0;
            _keys = null;
            if (value.GetValueCount() == batch)
            {
                using OrtValue map = value.GetValue(0, OrtAllocator.DefaultInstance);
                using OrtValue keys = map.GetValue(0, OrtAllocator.DefaultInstance);
                string[] names = keys.GetTensorTypeAndShape().IsString
                    ? [.. keys.GetStringTensorAsArray().Order(StringComparer.Ordinal)]
                    : [.. keys.GetTensorDataAsSpan<long>().ToArray().Order().Select(Text)];
                _keys = names.Index().ToDictionary(static name => name.Item, static name => name.Index, StringComparer.Ordinal);
                Classes = names.Length;
            }
        }
        else
        {
            // A batch, and a single size above 1; without a batch, that size.
            long[] sizes = value.GetTensorTypeAndShape().Shape;
            long[] sample = [.. (sizes.Length > 1 || batch > 1 ? sizes.AsSpan(1) : sizes).ToArray().Where(static size => size != 1)];
            bool isBatch = batch == 1 || (sizes.Length > 1 && sizes[0] == batch);
            long all = value.GetTensorTypeAndShape().ElementCount;
            Classes = isBatch && sample is [var classes and <= MaxClasses] && all == classes * batch ? (int)classes : 0;
        }

        if (Classes < 2)
        {
            throw new ModelFormatException(
                $"The output '{Name}' has no value for each of two classes or more: for {batch} images it gives {Describe(value)}.");
        }
    }

    /// <summary>Reads the values of the first images of a run.</summary>
    /// <param name="value">What the run gave.</param>
    /// <param name="batch">The images of the run.</param>
    /// <param name="rows">[count, <see cref="Classes"/>], written.</param>
    /// <exception cref="InvalidOperationException">The run gave other classes than the first.</exception>
    public void Read(OrtValue value, int batch, Span<float> rows)
    {
        if (_keys is null ? value.GetTensorTypeAndShape().ElementCount != (long)batch * Classes : value.GetValueCount() != batch)
        {
            throw Changed(value, batch);
        }

        if (_keys is null)
        {
            TensorValues.Read(value, rows);
            return;
        }

        for (int i = 0; i * Classes < rows.Length; i++)
        {
            ReadMap(value, i, rows.Slice(i * Classes, Classes));
        }
    }

    private void ReadMap(OrtValue value, int image, Span<float> row)
    {
        using OrtValue map = value.GetValue(image, OrtAllocator.DefaultInstance);
        using OrtValue keys = map.GetValue(0, OrtAllocator.DefaultInstance);
        using OrtValue values = map.GetValue(1, OrtAllocator.DefaultInstance);
        string[]? names = keys.GetTensorTypeAndShape().IsString ? keys.GetStringTensorAsArray() : null;
        ReadOnlySpan<long> numbers = names is null ? keys.GetTensorDataAsSpan<long>() : [];
        float[] found = new float[Classes];
        if (values.GetTensorTypeAndShape().ElementCount != Classes)
        {
            throw Changed(value, image);
        }

        TensorValues.Read(values, found);
        for (int i = 0; i < Classes; i++)
        {
            string key = names is null ? Text(numbers[i]) : names[i];
            row[_keys!.TryGetValue(key, out int place) ? place : throw Changed(value, image)] = found[i];
        }
    }

    private InvalidOperationException Changed(OrtValue value, int batch) => new(
        $"The output '{Name}' does not have the {Classes} classes any more that it had when the classifier was created: "
        + $"for {batch} images it gives {Describe(value)}.");

    private static bool HasValues(NodeMetadata output) => output.OnnxValueType switch
    {
        OnnxValueType.ONNX_TYPE_TENSOR => TensorValues.IsReal(output.ElementDataType),
        OnnxValueType.ONNX_TYPE_SEQUENCE => output.AsSequenceMetadata().ElementMeta is { OnnxValueType: OnnxValueType.ONNX_TYPE_MAP } map
            && map.AsMapMetadata() is { KeyDataType: TensorElementType.Int64 or TensorElementType.String } entries
            && entries.ValueMetadata.IsTensor && TensorValues.IsReal(entries.ValueMetadata.ElementDataType),
        _ => false,
    };

    private static string Text(long key) => key.ToString(CultureInfo.InvariantCulture);

    private static string Describe(OrtValue value) => value.OnnxType == OnnxValueType.ONNX_TYPE_TENSOR
        ? $"[{string.Join(", ", value.GetTensorTypeAndShape().Shape)}]"
        : $"a list of {value.GetValueCount()}";

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(static name => $"'{name}'"));
}
