using System.IO.Compression;
using System.Text.Json;

namespace Emnist.Recognition.Fuzz;

/// <summary>The sound files that the tests compare with other programs: what is mutated here.</summary>
internal static class SeedFiles
{
    private static readonly Lazy<ILookup<string, byte[]>> All = new(static () => ReadPictures().ToLookup(Format));

    /// <summary>The picture formats that files may have, whether they can be read yet or not.</summary>
    public static IReadOnlyList<string> PictureFormats { get; } = ["png", "jpeg", "bmp", "gif", "pnm"];

    /// <summary>The files of a picture format: none where nothing is recorded.</summary>
    public static IEnumerable<byte[]> Pictures(string format) => All.Value[format];

    public static IEnumerable<byte[]> Models() => Resources(".onnx").Select(ReadAll);

    /// <summary>The models in the layouts of Keras.</summary>
    public static IEnumerable<byte[]> KerasModels()
    {
        using var archive = new ZipArchive(Resources("models.keras").Single());
        List<byte[]> files = [];
        using JsonDocument cases = JsonDocument.Parse(Unpack("reference.json"));
        foreach (JsonElement one in cases.RootElement.EnumerateArray())
        {
            files.Add(Unpack(one.GetProperty("file").GetString()!));
        }

        return files;

        byte[] Unpack(string name)
        {
            ZipArchiveEntry entry = archive.GetEntry(name)!;
            byte[] bytes = new byte[entry.Length];
            using Stream stream = entry.Open();
            stream.ReadExactly(bytes);
            return bytes;
        }
    }

    /// <summary>The checkpoint that each release has written, of a training that goes on from it.</summary>
    public static IEnumerable<byte[]> Checkpoints() => Resources(".checkpoint").Select(ReadAll);

    /// <summary>The files of NumPy and MATLAB that the tests read, of those that start so.</summary>
    public static IEnumerable<byte[]> Arrays(ReadOnlySpan<byte> start)
    {
        using JsonDocument json = JsonDocument.Parse(Resources(".arrays").Single());
        List<byte[]> files = [];
        foreach (JsonElement file in json.RootElement.GetProperty("read").EnumerateArray())
        {
            byte[] bytes = file.GetProperty("file").GetBytesFromBase64();
            if (bytes.AsSpan().StartsWith(start))
            {
                files.Add(bytes);
            }
        }

        return files;
    }

    private static IEnumerable<byte[]> ReadPictures()
    {
        foreach (Stream stream in Resources(".json"))
        {
            using JsonDocument json = JsonDocument.Parse(stream);
            foreach (JsonElement file in json.RootElement.EnumerateArray())
            {
                foreach (JsonProperty property in file.EnumerateObject())
                {
                    if (property.Value.ValueKind == JsonValueKind.String && property.Value.TryGetBytesFromBase64(out byte[]? bytes))
                    {
                        yield return bytes;
                    }
                }
            }
        }
    }

    /// <summary>The format, told by the content; empty for what is no picture, such as the pixels recorded beside it.</summary>
    private static string Format(byte[] bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "png",
        [0xFF, 0xD8, 0xFF, ..] => "jpeg",
        [(byte)'B', (byte)'M', ..] => "bmp",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "gif",
        [(byte)'P', >= (byte)'1' and <= (byte)'7', ..] => "pnm",
        _ => "",
    };

    private static byte[] ReadAll(Stream stream)
    {
        using (stream)
        {
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }

    private static IEnumerable<Stream> Resources(string ending) =>
        from name in typeof(SeedFiles).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)
        where name.EndsWith(ending, StringComparison.Ordinal)
        select typeof(SeedFiles).Assembly.GetManifestResourceStream(name);
}
