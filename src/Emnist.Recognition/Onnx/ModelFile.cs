using System.Globalization;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx.Protobuf;
using Emnist.Recognition.Onnx.Protos;
using Emnist.Recognition.Onnx.Reading;
using Emnist.Recognition.Onnx.Writing;

namespace Emnist.Recognition.Onnx;

/// <summary>A model as the bytes of an ONNX file, and back.</summary>
internal static class ModelFile
{
    private const int WrittenOperatorSet = 13;

    /// <summary>The newest operator set in which the operators read here mean what they do in the oldest.</summary>
    private const int NewestOperatorSet = 25;

    private const int FirstBlock = 1 << 20;

    public static void Write(OnnxModel model, Stream stream)
    {
        var file = new ModelProto { Graph = NetworkWriter.Write(model.Network) };
        file.OperatorSets.Add(new OperatorSetProto("", WrittenOperatorSet));
        file.Metadata.Add(new MetadataProto(OnnxModel.ClassNamesKey, ClassNameList.Format(model.ClassNames)));
        file.Metadata.AddRange(model.Metadata
            .OrderBy(static entry => entry.Key, StringComparer.Ordinal)
            .Select(static entry => new MetadataProto(entry.Key, entry.Value)));
        var writer = new ProtobufWriter();
        file.Write(writer);
        stream.Write(writer.Written);
    }

    public static OnnxModel Read(Stream stream)
    {
        byte[] bytes = ReadBytes(stream, out int length);
        ModelProto file = ModelProto.Read(bytes, length);
        CheckOperatorSet(file);
        var facts = new Dictionary<string, MetadataProto>(StringComparer.Ordinal);
        foreach (MetadataProto entry in file.Metadata)
        {
            if (!facts.TryAdd(entry.Key, entry))
            {
                throw new ModelFormatException($"Metadata '{entry.Key}' is there twice. Keep one.") { Offset = entry.Offset };
            }
        }

        try
        {
            Network network = NetworkReader.Read(file.Graph);
            IReadOnlyList<string> names = facts.Remove(OnnxModel.ClassNamesKey, out MetadataProto? list)
                ? ClassNameList.Parse(list, network.OutputShape.Length)
                : [.. Enumerable.Range(0, network.OutputShape.Length).Select(static i => i.ToString(CultureInfo.InvariantCulture))];
            return new OnnxModel(
                network, names, facts.ToDictionary(static fact => fact.Key, static fact => fact.Value.Value, StringComparer.Ordinal));
        }
        catch (ArgumentException e)
        {
            throw new ModelFormatException($"The file's parts do not make a model: {e.Message}", e);
        }
    }

    private static void CheckOperatorSet(ModelProto file)
    {
        OperatorSetProto[] standard = [.. file.OperatorSets.Where(static set => set.IsStandard)];
        if (standard is not [{ Version: >= WrittenOperatorSet and <= NewestOperatorSet }])
        {
            throw new ModelFormatException(
                $"The model imports the operator sets [{string.Join(", ", standard.Select(static set => set.Version))}] of ONNX. "
                + $"Export it with one from {WrittenOperatorSet} to {NewestOperatorSet}.")
            {
                Offset = standard.LastOrDefault()?.Offset,
            };
        }
    }

    private static byte[] ReadBytes(Stream stream, out int length)
    {
        long known = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : 0;
        if (known > ModelLimits.ModelBytes)
        {
            throw TooLarge();
        }

        // Where the length is known, one byte more shows that the stream has ended.
        byte[] bytes = GC.AllocateUninitializedArray<byte>(known > 0 ? (int)known + 1 : FirstBlock);
        length = 0;
        while (true)
        {
            length += stream.ReadAtLeast(bytes.AsSpan(length), bytes.Length - length, throwOnEndOfStream: false);
            if (length < bytes.Length)
            {
                return bytes;
            }

            if (length > ModelLimits.ModelBytes)
            {
                throw TooLarge();
            }

            Array.Resize(ref bytes, (int)Math.Min(2L * length, ModelLimits.ModelBytes + 1L));
        }
    }

    private static ModelFormatException TooLarge() =>
        new($"The model has more than {ModelLimits.ModelBytes} bytes, which are read at most. Load a smaller one.");
}
