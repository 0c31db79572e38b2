using System.Globalization;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.IO;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx.Protobuf;
using Emnist.Recognition.Onnx.Protos;
using Emnist.Recognition.Onnx.Reading;
using Emnist.Recognition.Onnx.Writing;

namespace Emnist.Recognition.Onnx;

/// <summary>A model as the bytes of an ONNX file, and back.</summary>
internal static class ModelFile
{
    private const int FirstBlock = 1 << 20;

    /// <summary>The first in which dimensions are broadcast as NumPy does it.</summary>
    private const int OldestOperatorSet = 7;

    public static void Write(OnnxModel model, OnnxExportOptions options, Stream stream)
    {
        var file = new ModelProto
        {
            Graph = NetworkWriter.Write(model.Network, model.DeclaredForm ?? InputForm.Emnist, options),
            FormatVersion = FormatVersion(options.OperatorSet),
        };
        file.OperatorSets.Add(new OperatorSetProto("", options.OperatorSet));
        file.Metadata.Add(new MetadataProto(OnnxModel.ClassNamesKey, ClassNameList.Format(model.ClassNames)));

        // Who runs the file elsewhere cannot see that it divides by 255.
        if ((options.InputMaximum == 1 ? model.DeclaredForm : model.InputForm) is { } form)
        {
            string text = InputFormText.Format(InputNodes.FormInFile(form, options), options.InputMaximum);
            file.Metadata.Add(new MetadataProto(OnnxModel.InputFormKey, text));
        }

        file.Metadata.AddRange(model.Metadata
            .OrderBy(static entry => entry.Key, StringComparer.Ordinal)
            .Select(static entry => new MetadataProto(entry.Key, entry.Value)));
        var writer = new ProtobufWriter();
        file.Write(writer);
        stream.Write(writer.Written);
    }

    /// <param name="stream">The model's file, or the bytes of one.</param>
    /// <param name="folder">Where the file lies, and others may with its tensors; null where that is not known.</param>
    public static OnnxModel Read(Stream stream, string? folder)
    {
        byte[] bytes = ReadBytes(stream, out int length);
        try
        {
            return Read(bytes, length, folder);
        }
        catch (ModelFormatException e) when (FileKind.Of(bytes.AsSpan(0, length)) is { } kind)
        {
            throw new ModelFormatException($"This is {kind.Name}, not an ONNX model. {AdviceFor(kind)}", e) { Offset = 0 };
        }
    }

    private static string AdviceFor(FileKind kind) => kind.Name switch
    {
        _ when kind.IsVisible => "Name a model's file; pictures are given to a recognizer.",
        "an HDF5 file (.h5, .hdf5)" or "a zip file, as .npz is" =>
            "A model of Keras, .h5 or .keras, is read by KerasModel of Emnist.Recognition.Keras; export one of PyTorch by torch.onnx.export.",
        "a pointer of Git LFS" => "Fetch the file itself with 'git lfs pull'.",
        _ => "Name a model's file.",
    };

    private static OnnxModel Read(byte[] bytes, int length, string? folder)
    {
        ModelProto file = ModelProto.Read(bytes, length);
        int operatorSet = ReadOperatorSet(file);
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
            ReadGraph graph = NetworkReader.Read(file.Graph, operatorSet, new ExternalData(folder, length));
            Network network = graph.Network;
            RequireFinite(network);
            IReadOnlyList<string> names = facts.Remove(OnnxModel.ClassNamesKey, out MetadataProto? list)
                ? ClassNameList.Parse(list, network.OutputShape.Length)
                : [.. Enumerable.Range(0, network.OutputShape.Length).Select(static i => i.ToString(CultureInfo.InvariantCulture))];
            InputForm? form = facts.Remove(OnnxModel.InputFormKey, out MetadataProto? told)
                ? InputFormText.Parse(told, graph.InputMaximum)
                : null;
            return new OnnxModel(
                network, names, facts.ToDictionary(static fact => fact.Key, static fact => fact.Value.Value, StringComparer.Ordinal))
            {
                InputForm = form,
                LoadedAs = new OnnxExportOptions
                {
                    OperatorSet = operatorSet,
                    BatchSize = graph.BatchSize,
                    Softmax = network.EndsInSoftmax && !graph.IsLogarithm,
                    InputMaximum = graph.InputMaximum,
                },
                LoadedInput = graph.Input,
            };
        }
        catch (ArgumentException e)
        {
            throw new ModelFormatException($"The file's parts do not make a model: {e.Message}", e);
        }
    }

    /// <summary>Activations may swallow what is not finite, and the answer would look like any other.</summary>
    private static void RequireFinite(Network network)
    {
        if (network.Parameters.FirstOrDefault(static parameter => !parameter.IsFinite) is { } damaged)
        {
            throw new ModelFormatException(
                $"'{damaged.Name}' holds a number that is not finite: the file is damaged, or its training diverged. "
                + "Copy the file again, or save the weights of an earlier epoch.");
        }
    }

    private static int ReadOperatorSet(ModelProto file)
    {
        OperatorSetProto[] standard = [.. file.OperatorSets.Where(static set => set.IsStandard)];
        long version = standard.FirstOrDefault()?.Version ?? 0;
        return version is >= OldestOperatorSet and <= OnnxExportOptions.NewestOperatorSet && standard.All(set => set.Version == version)
            ? (int)version
            : throw new ModelFormatException(
                $"The model imports the operator sets [{string.Join(", ", standard.Select(static set => set.Version))}] of ONNX. "
                + $"Export it with one from {OldestOperatorSet} to {OnnxExportOptions.NewestOperatorSet}.")
            {
                Offset = standard.LastOrDefault()?.Offset,
            };
    }

    /// <summary>The version of onnx.proto that came with an operator set, as ONNX's table of versions has it; 8 or more.</summary>
    private static int FormatVersion(int operatorSet) => operatorSet switch
    {
        <= 18 => 8,
        <= 20 => 9,
        <= 22 => 10,
        23 => 11,
        24 => 12,
        _ => 13,
    };

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
