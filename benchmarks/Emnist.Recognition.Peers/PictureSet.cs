using Emnist.Recognition.Imaging;
using OpenCvSharp;

namespace Emnist.Recognition.Peers;

/// <summary>Files of drawn characters in colours, of one size and on one ground.</summary>
internal sealed record PictureSet(string Name, ImageSize Size, Ground Ground)
{
    /// <summary>How the peer is told to decode.</summary>
    public ImreadModes Mode { get; init; } = ImreadModes.Grayscale;

    /// <summary>PNG unless another extension is named.</summary>
    public string Format { get; init; } = ".png";

    public string Characters { get; init; } = DrawnCharacter.Characters;

    public static IEnumerable<PictureSet> All
    {
        get
        {
            yield return new("PNG of 100 x 100", ImageSize.Square(100), Ground.Plain);
            yield return new("PNG of 220 x 220", ImageSize.Square(220), Ground.Plain);
            yield return new("PNG of 280 x 280", ImageSize.Square(280), Ground.Plain);
            yield return new("PNG of 220 x 220, noisy", ImageSize.Square(220), Ground.Noisy);
            yield return new("PNG of 220 x 220, dark ground", ImageSize.Square(220), Ground.Dark);
            yield return new("PNG of 220 x 220, half in shadow", ImageSize.Square(220), Ground.Shadow);
            yield return new("PNG of 220 x 220, dark squared paper", ImageSize.Square(220), Ground.Odd);
            yield return new("PNG of 30 x 30, photographed", ImageSize.Square(30), Ground.Photo);
            var photo = new PictureSet("JPEG of 12 megapixels", new() { Width = 4000, Height = 3000 }, Ground.Photo)
            {
                Format = ".jpg",
                Characters = "4R",
            };
            yield return photo;
            yield return photo with { Name = "the same, the peer told to decode at a quarter", Mode = ImreadModes.ReducedGrayscale4 };
        }
    }

    public IReadOnlyList<(byte[] File, string Character)> Draw() =>
        [.. Characters.Select(character => (Encode(DrawnCharacter.Draw(character, Size, Ground)), $"{character}"))];

    /// <summary>Writes all pictures, to be looked at.</summary>
    public static void WriteAll(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (PictureSet set in All)
        {
            foreach ((byte[] file, string character) in set.Draw())
            {
                File.WriteAllBytes(Path.Combine(folder, $"{set.Name}, {character}{set.Format}"), file);
            }
        }

        PageRows.Compose().Page.SavePng(Path.Combine(folder, "page.png"));
    }

    /// <summary>With a tint, as a camera's and a scanner's files have three channels.</summary>
    private byte[] Encode(GrayImage image)
    {
        byte[] pixels = image.Pixels.ToArray();
        using Mat grey = Mat.FromPixelData(image.Height, image.Width, MatType.CV_8U, pixels);
        using Mat blue = new();
        grey.ConvertTo(blue, MatType.CV_8U, 0.95);
        using Mat colours = new();
        Cv2.Merge([blue, grey, grey], colours);
        ImageEncodingParam[] options = Format == ".jpg" ? [new(ImwriteFlags.JpegQuality, 90)] : [];
        Cv2.ImEncode(Format, colours, out byte[] file, options);
        return file;
    }
}
