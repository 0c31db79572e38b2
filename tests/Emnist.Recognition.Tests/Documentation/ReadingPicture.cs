using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Reading;
using Emnist.Recognition.Tests.Reading.Forms;

namespace Emnist.Recognition.Tests.Documentation;

/// <summary>
/// Draws docs/images/reading.png: a row for each picture, and from the left the picture, the ink without lines and boxes, its atoms, the
/// boxes around what was read, and what the network was shown.
/// </summary>
internal sealed class ReadingPicture
{
    private const int CellWidth = 250;
    private const int CellHeight = 130;
    private const int Gap = 6;
    private const int Stages = 5;
    private const int Paper = 255;

    private readonly byte[] _pixels;
    private readonly int _width;
    private readonly int _height;

    private ReadingPicture(int rows)
    {
        _width = (Stages * (CellWidth + Gap)) - Gap;
        _height = (rows * (CellHeight + Gap)) - Gap;
        _pixels = new byte[_width * _height];
        _pixels.AsSpan().Fill(90);
    }

    public static GrayImage Draw()
    {
        GrayImage[] pictures =
        [
            New().Write('2', 40, 32, 34).Write('4', 82, 32, 34).Write('3', 160, 35, 34).Write('7', 205, 33, 36)
                .Write('6', 45, 92, 38).Write('8', 69, 96, 34).Write('3', 120, 95, 34).Photograph(noise: 3, shade: 0.3),
            Ruled().Write('3', 90, 64, 32).Write('8', 124, 66, 30).Write('2', 160, 63, 34).Photograph(noise: 8, shade: 0.4),
            Boxes().Write('7', 62, 66, 30).Write('2', 97, 64, 28).Write('6', 202, 66, 30).Write('4', 212, 112, 26).Photograph(noise: 3, shade: 0.2),
        ];
        ReadingPicture picture = new(pictures.Length);
        for (int row = 0; row < pictures.Length; row++)
        {
            picture.DrawRow(row, pictures[row]);
        }

        return new GrayImage(new ImageSize { Width = picture._width, Height = picture._height }, picture._pixels);
    }

    private static FormDrawing New() => new(CellWidth, CellHeight) { WallGray = 120 };

    private static FormDrawing Ruled()
    {
        FormDrawing page = New().Wall(38, 0, 38, CellHeight, 1.2);
        for (int y = 12; y < CellHeight; y += 22)
        {
            page.Wall(0, y, CellWidth, y, 1.2);
        }

        return page;
    }

    private static FormDrawing Boxes()
    {
        FormDrawing form = New();
        for (int i = 0; i < 5; i++)
        {
            form.Box(40 + (36 * i), 42, 36, 46, 1.6);
        }

        return form;
    }

    private void DrawRow(int row, GrayImage image)
    {
        Assert.Equal(PredictionStatus.Recognized, TextSegmenter.Find(image, CharacterFraming.Emnist, true, false, out TextLayout? found, default));
        using TextLayout layout = found!;
        RecognizedText text = new CharacterRecognizer().ReadText(image, new ReadTextOptions { Characters = CharacterSet.Digits });
        Fill(row, 0, (x, y) => image.Pixels[(y * CellWidth) + x]);
        Plane ink = layout.Map.Coverage;
        Fill(row, 1, (x, y) => ink.Height == CellHeight ? (byte)(255 * ink.Values[(y * CellWidth) + x]) : (byte)0);
        DrawAtoms(row, layout);
        Fill(row, 3, (x, y) => (byte)(Paper - ((Paper - image.Pixels[(y * CellWidth) + x]) / 3)));
        foreach (RecognizedCharacter character in text.Characters)
        {
            DrawBox(row, 3, character.Bounds);
        }

        DrawNormalized(row, text);
    }

    /// <summary>The atoms of each line, one light, the next darker.</summary>
    private void DrawAtoms(int row, TextLayout layout)
    {
        Fill(row, 2, (_, _) => 0);
        foreach (IReadOnlyList<InkAtom> line in layout.Lines)
        {
            for (int i = 0; i < line.Count; i++)
            {
                for (int y = line[i].Box.Top; y < line[i].Box.Bottom; y++)
                {
                    ReadOnlySpan<int> labels = layout.Map.LabelsIn(line[i].Box, y - line[i].Box.Top);
                    for (int x = 0; x < labels.Length; x++)
                    {
                        if (line[i].Labels.Contains(labels[x]))
                        {
                            Set(row, 2, line[i].Box.Left + x, y, i % 2 == 0 ? (byte)255 : (byte)140);
                        }
                    }
                }
            }
        }
    }

    /// <summary>The 28 x 28 of each character, and a frame for an empty box, line by line.</summary>
    private void DrawNormalized(int row, RecognizedText text)
    {
        const int step = CharacterNormalizer.Size + 6;
        for (int line = 0; line < text.Lines.Count; line++)
        {
            RecognizedCharacter[] characters = [.. text.Lines[line].Words.SelectMany(static word => word.Characters)];
            for (int i = 0; i < characters.Length; i++)
            {
                (int left, int top) = (12 + (i * step), 16 + (line * 58));
                if (characters[i].Prediction.Normalized is not { } shown)
                {
                    DrawBox(row, 4, new PixelRectangle(left, top, CharacterNormalizer.Size, CharacterNormalizer.Size));
                    continue;
                }

                for (int j = 0; j < shown.Pixels.Length; j++)
                {
                    Set(row, 4, left + (j % CharacterNormalizer.Size), top + (j / CharacterNormalizer.Size), shown.Pixels[j]);
                }
            }
        }
    }

    private void DrawBox(int row, int column, PixelRectangle box)
    {
        for (int x = box.X - 2; x < box.X + box.Width + 2; x++)
        {
            Set(row, column, x, box.Y - 2, 0);
            Set(row, column, x, box.Y + box.Height + 1, 0);
        }

        for (int y = box.Y - 2; y < box.Y + box.Height + 2; y++)
        {
            Set(row, column, box.X - 2, y, 0);
            Set(row, column, box.X + box.Width + 1, y, 0);
        }
    }

    private void Fill(int row, int column, Func<int, int, byte> value)
    {
        for (int y = 0; y < CellHeight; y++)
        {
            for (int x = 0; x < CellWidth; x++)
            {
                Set(row, column, x, y, value(x, y));
            }
        }
    }

    private void Set(int row, int column, int x, int y, byte value)
    {
        if (x >= 0 && y >= 0 && x < CellWidth && y < CellHeight)
        {
            _pixels[(((row * (CellHeight + Gap)) + y) * _width) + (column * (CellWidth + Gap)) + x] = value;
        }
    }
}
