using Emnist.Recognition.IO;
using Emnist.Recognition.Keras.Configuration;
using Emnist.Recognition.Keras.Conversion;
using Emnist.Recognition.Keras.Hdf5;
using Emnist.Recognition.Keras.Weights;

namespace Emnist.Recognition.Keras;

/// <summary>Reads the bytes of a file, <c>.h5</c> or <c>.keras</c>, told by its content.</summary>
internal static class KerasFile
{
    private const string Advice = "Save the whole model: model.save(\"model.h5\") or model.save(\"model.keras\").";

    public static KerasNetwork Read(ReadOnlyMemory<byte> file)
    {
        if (Hdf5File.IsOne(file.Span))
        {
            return Hdf5File.Read(file, ReadLegacy);
        }

        if (file.Span.StartsWith("PK\x03\x04"u8))
        {
            (string config, ReadOnlyMemory<byte> weights) = KerasArchive.Read(file);
            ModelConfig model = ConfigReader.Read(config);
            return Hdf5File.IsOne(weights.Span)
                ? Hdf5File.Read(weights, root => ModelConverter.Convert(model, new VariableGroups(root), backend: null))
                : throw Fault.Damaged("The archive's weights are no HDF5 file");
        }

        string found = FileKind.Of(file.Span) is { } kind ? $", but {kind.Name}" : "";
        throw Fault.Unreadable($"The file is neither HDF5 (.h5) nor an archive of Keras (.keras){found}", Advice);
    }

    private static KerasNetwork ReadLegacy(Hdf5Group root)
    {
        if (root.FindText("model_config") is not { } config)
        {
            throw root.FindTexts("layer_names") is not null
                || root.FindGroup("layers") is not null || root.FindGroup("_layer_checkpoint_dependencies") is not null
                ? Fault.Unreadable("The file holds weights without an architecture, as save_weights writes them", Advice)
                : Fault.Unreadable("The file holds no model: it has no attribute 'model_config'", Advice);
        }

        ModelConfig model = ConfigReader.Read(config);
        Hdf5Group weights = root.FindGroup("model_weights") ?? root;
        string? backend = root.FindText("backend") ?? weights.FindText("backend");
        return ModelConverter.Convert(model, new LayerGroups(weights), backend?.ToLowerInvariant());
    }
}
