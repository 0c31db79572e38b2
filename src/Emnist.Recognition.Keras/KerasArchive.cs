using System.IO.Compression;
using System.Text;

namespace Emnist.Recognition.Keras;

/// <summary>The archive of Keras 3, a zip file with the architecture and the weights.</summary>
internal static class KerasArchive
{
    private const string ConfigName = "config.json";
    private const string WeightsName = "model.weights.h5";

    public static (string Config, ReadOnlyMemory<byte> Weights) Read(ReadOnlyMemory<byte> file)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file.ToArray()), ZipArchiveMode.Read);
            ReadOnlyMemory<byte> config = Unpack(archive, ConfigName, KerasLimits.ConfigBytes);
            return (Encoding.UTF8.GetString(config.Span), Unpack(archive, WeightsName, KerasLimits.Unpacked(file.Length)));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw Fault.Damaged("The archive cannot be unpacked", e);
        }
    }

    private static ReadOnlyMemory<byte> Unpack(ZipArchive archive, string name, long limit)
    {
        ZipArchiveEntry entry = archive.GetEntry(name)
            ?? throw Fault.Unreadable(
                $"The archive has no {name}, and so is none of Keras", "Save the model with model.save(\"model.keras\").");
        if (entry.Length > limit)
        {
            throw FileBytes.TooLarge(limit, name);
        }

        using Stream stream = entry.Open();
        return FileBytes.Read(stream, limit, name);
    }
}
