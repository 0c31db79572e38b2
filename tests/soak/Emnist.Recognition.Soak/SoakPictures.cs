using Emnist.Recognition.Fuzz;

namespace Emnist.Recognition.Soak;

/// <summary>Sound pictures of every format, damaged ones, and what is none.</summary>
internal static class SoakPictures
{
    private const int SeedsOfFormat = 8;
    private const int DamagedOfFormat = 24;

    public static IEnumerable<(string Name, byte[] File)> All(int seed)
    {
        foreach (string name in typeof(SoakPictures).Assembly.GetManifestResourceNames())
        {
            using Stream stream = typeof(SoakPictures).Assembly.GetManifestResourceStream(name)!;
            byte[] file = new byte[stream.Length];
            stream.ReadExactly(file);
            yield return (name, file);
            yield return ($"{name}, cut", file[..(file.Length / 2)]);
        }

        foreach (string format in SeedFiles.PictureFormats)
        {
            FuzzTarget target = FuzzTarget.All.Single(target => target.Name == format);
            foreach ((int index, byte[] file) in target.Seeds.Take(SeedsOfFormat).Index())
            {
                yield return ($"{format} {index}", file);
            }

            foreach ((int index, byte[] file) in MutatedInputs.Of(target, seed, DamagedOfFormat).Index())
            {
                yield return ($"{format} {index}, damaged", file);
            }
        }

        yield return ("nothing", []);
        yield return ("text", "This is no picture."u8.ToArray());
        yield return ("a size that is not there", "P5 60000 800 255 "u8.ToArray());
    }
}
