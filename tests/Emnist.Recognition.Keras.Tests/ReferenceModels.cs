using System.IO.Compression;
using System.Text.Json;

namespace Emnist.Recognition.Keras.Tests;

/// <summary>The files that make_keras_reference.py wrote: models with what they make of two samples each, and what is refused.</summary>
internal static class ReferenceModels
{
    private static readonly Dictionary<string, byte[]> Files = Unpack();

    private static readonly Dictionary<string, ReferenceCase> Cases =
        Read<ReferenceCase>("reference.json").ToDictionary(static one => one.File);

    private static readonly Dictionary<string, RefusedCase> Refused =
        Read<RefusedCase>("refused.json").ToDictionary(static one => one.File);

    public static IReadOnlyCollection<string> Names => Cases.Keys;

    public static IReadOnlyCollection<string> RefusedNames => Refused.Keys;

    public static byte[] File(string name) => Files[name];

    public static ReferenceCase Case(string name) => Cases[name];

    public static RefusedCase RefusedCase(string name) => Refused[name];

    private static T[] Read<T>(string file) => JsonSerializer.Deserialize<T[]>(Files[file], JsonSerializerOptions.Web)!;

    private static Dictionary<string, byte[]> Unpack()
    {
        using var archive = new ZipArchive(typeof(ReferenceModels).Assembly.GetManifestResourceStream("keras_reference.zip")!);
        return archive.Entries.ToDictionary(static entry => entry.Name, static entry =>
        {
            using Stream stream = entry.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        });
    }
}

/// <summary>Samples in the library's order, one after the other, and the outputs for them.</summary>
internal sealed record ReferenceCase(string File, float[] Inputs, double[] Outputs, double Tolerance);

/// <summary>A file that is no model to be read, and parts of the message.</summary>
internal sealed record RefusedCase(string File, string[] Says);
