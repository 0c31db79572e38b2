using System.Globalization;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>
/// The values of tensors that lie in files beside the model. No file outside the model's folder is opened: no absolute path, none
/// with "..", and none over a symbolic link, wherever that leads.
/// </summary>
/// <param name="folder">The model's folder; null where the model was not read from a file.</param>
/// <param name="modelBytes">The bytes of the model's own file.</param>
internal sealed class ExternalData(string? folder, long modelBytes)
{
    private const string Advice = "Keep the files of a model together in one folder, or export it as one file.";

    private long _bytes = modelBytes;

    public void Attach(TensorProto tensor)
    {
        if (!tensor.IsExternal)
        {
            return;
        }

        string? location = Find(tensor, "location");
        if (folder is null)
        {
            throw Fault(
                tensor,
                $"in another file, '{location}', which is beside the model where it is loaded from a path, and nowhere for a stream");
        }

        long offset = Number(tensor, "offset") ?? 0;
        long length = Number(tensor, "length") ?? tensor.ByteCount;
        if (tensor.ByteCount < 0 || length != tensor.ByteCount)
        {
            throw Fault(tensor, $"in another file, with {length} bytes where its dimensions make {tensor.ByteCount}");
        }

        _bytes += length;
        if (_bytes > ModelLimits.ModelBytes)
        {
            throw Fault(tensor, $"in another file, and the model has more than {ModelLimits.ModelBytes} bytes in all");
        }

        try
        {
            tensor.Attach(length == 0 ? [] : Read(tensor, Resolve(tensor, folder, location), offset, (int)length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw Fault(tensor, $"in another file, '{location}', which cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The file, which is no link within the model's folder, nor lies behind one.</summary>
    private static FileInfo Resolve(TensorProto tensor, string folder, string? location)
    {
        string[] parts = [.. (location?.Split('/', '\\') ?? []).SkipWhile(static part => part == ".")];
        if (parts.Length == 0 || parts.Any(static part => part is "" or "." or ".." || part.AsSpan().ContainsAny(':', '\0')))
        {
            throw Fault(tensor, $"in another file, '{location}', whose path is not one within the model's folder");
        }

        string path = Path.GetFullPath(folder);
        foreach (string part in parts)
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null || new DirectoryInfo(path).LinkTarget is not null)
            {
                throw Fault(tensor, $"in another file, '{location}', which is a link, or behind one");
            }
        }

        return new FileInfo(path);
    }

    private static byte[] Read(TensorProto tensor, FileInfo file, long offset, int length)
    {
        // Told before it is opened: a pipe, which has no length, would never end.
        if (offset > file.Length - length)
        {
            throw Fault(
                tensor, $"in another file, '{file.Name}', of {file.Length} bytes; {length} were to be taken from byte {offset} on");
        }

        using FileStream stream = file.OpenRead();
        byte[] bytes = GC.AllocateUninitializedArray<byte>(length);
        stream.Position = offset;
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string? Find(TensorProto tensor, string key) => tensor.External.FirstOrDefault(entry => entry.Key == key)?.Value;

    private static long? Number(TensorProto tensor, string key)
    {
        if (Find(tensor, key) is not { } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Fault(tensor, $"in another file, with the {key} '{text}'");
    }

    private static ModelFormatException Fault(TensorProto tensor, string problem, Exception? cause = null) =>
        new($"Byte {tensor.Offset}: the data of tensor '{tensor.Name}' are {problem}. {Advice}", cause) { Offset = tensor.Offset };
}
