using System.Buffers;
using System.Text;
using System.Text.Json;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Tool.Models;

/// <summary>A model's description for programs: docs/command-line.md names its members.</summary>
internal static class ModelJson
{
    public static string Write(ModelDescription description)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("name", description.Name);
            json.WriteBoolean("trained", description.Model is not null);
            json.WriteNumber("classes", description.Network.OutputShape.Length);
            WriteClassNames(json, description.Model);
            WriteShape(json, "input", description.Network.InputShape);
            json.WriteNumber("parameters", description.Network.ParameterCount);
            json.WriteNumber("trainableParameters", description.TrainableParameters);
            json.WriteNumber("multiplyAdds", description.MultiplyAdds);
            json.WriteStartArray("layers");
            foreach (NetworkLayer layer in description.Network.Layers)
            {
                WriteLayer(json, layer);
            }

            json.WriteEndArray();
            WriteFile(json, description);
            WriteForm(json, description.Model?.InputForm);
            WriteNumber(json, "normalizerVersion", description.Model?.NormalizerVersion);
            json.WriteStartObject("metadata");
            foreach ((string key, string value) in description.Metadata)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            json.WriteString("training", description.Preset?.Training.ToString());
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteClassNames(Utf8JsonWriter json, OnnxModel? model)
    {
        json.WriteStartArray("classNames");
        foreach (string name in model?.ClassNames ?? [])
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }

    private static void WriteLayer(Utf8JsonWriter json, NetworkLayer layer)
    {
        json.WriteStartObject();
        json.WriteString("name", layer.Name);
        json.WriteString("type", layer.Definition.GetType().Name);
        json.WriteString("activation", layer.Definition switch
        {
            KernelLayer { Activation: not ActivationFunction.Linear and var function } => function.ToString(),
            Activation activation => activation.Function.ToString(),
            _ => null,
        });
        json.WriteStartArray("inputs");
        foreach (string input in layer.Inputs)
        {
            json.WriteStringValue(input);
        }

        json.WriteEndArray();
        WriteShape(json, "output", layer.OutputShape);
        json.WriteNumber("parameters", layer.ParameterCount);
        json.WriteNumber("multiplyAdds", LayerCost.MultiplyAdds(layer));
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, ModelDescription description)
    {
        if (description is not { Model.LoadedAs: { } form, FileBytes: { } bytes })
        {
            json.WriteNull("file");
            return;
        }

        json.WriteStartObject("file");
        json.WriteNumber("bytes", bytes);
        json.WriteNumber("operatorSet", form.OperatorSet);
        WriteNumber(json, "batchSize", form.BatchSize);
        json.WriteBoolean("softmax", form.Softmax == true);
        json.WriteNumber("inputMaximum", form.InputMaximum);
        json.WriteEndObject();
    }

    private static void WriteForm(Utf8JsonWriter json, InputForm? form)
    {
        if (form is null)
        {
            json.WriteNull("inputForm");
            return;
        }

        json.WriteStartObject("inputForm");
        json.WriteNumber("ground", form.Ground);
        json.WriteNumber("ink", form.Ink);
        json.WriteBoolean("transposed", form.Transposed);
        json.WriteString("framing", form.Framing == CharacterFraming.Mnist ? "mnist" : "emnist");
        json.WriteEndObject();
    }

    private static void WriteShape(Utf8JsonWriter json, string name, TensorShape shape)
    {
        json.WriteStartArray(name);
        foreach (int size in shape.Rank == 1 ? [shape.Length] : (int[])[shape.Height, shape.Width, shape.Channels])
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
