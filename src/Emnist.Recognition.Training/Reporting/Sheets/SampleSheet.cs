using System.Text;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Training.Reporting.Html;

namespace Emnist.Recognition.Training.Reporting.Sheets;

/// <summary>Draws a grid of samples: a title, and rows of images with two lines of text over each.</summary>
internal sealed class SampleSheet
{
    private const int Side = 112;
    private const int Gap = 8;
    private const int Letter = 2;
    private const int LineHeight = (PixelFont.Height + 2) * Letter;
    private const int CellWidth = Side + (2 * Gap);
    private const int CellHeight = Side + (2 * LineHeight) + (3 * Gap);
    private const int TitleHeight = LineHeight + (2 * Gap);
    private const int FrameWidth = 3;
    private const int TextTop = 6;
    private const byte Paper = 255;
    private const byte Ink = 0;
    private const byte Rule = 208;

    private readonly int _width;
    private readonly byte[] _pixels;

    private SampleSheet(int width, int height)
    {
        _width = width;
        _pixels = new byte[width * height];
        _pixels.AsSpan().Fill(Paper);
    }

    public static GrayImage Draw(SampleGrid grid)
    {
        int columns = Math.Min(grid.Columns, grid.Samples.Count);
        int rows = (grid.Samples.Count + columns - 1) / columns;
        int width = columns * CellWidth;
        int height = TitleHeight + (rows * CellHeight);
        var sheet = new SampleSheet(width, height);
        sheet.Write(grid.Title, Gap, Gap, width - (2 * Gap), Ink);
        for (int i = 0; i < grid.Samples.Count; i++)
        {
            (int row, int column) = Math.DivRem(i, columns);
            sheet.DrawCell(grid.Samples[i], column * CellWidth, TitleHeight + (row * CellHeight));
        }

        return new GrayImage(new ImageSize { Width = width, Height = height }, sheet._pixels);
    }

    private void DrawCell(SampleImage sample, int left, int top)
    {
        byte ink = sample.IsMistake ? Paper : Ink;
        if (sample.IsMistake)
        {
            Fill(left + Gap - FrameWidth, top, Side + (2 * FrameWidth), (2 * LineHeight) + Gap + Side + FrameWidth, Ink);
            Fill(left + Gap, top + (2 * LineHeight) + Gap, Side, Side, Paper);
        }

        Write(SampleText.Line(sample), left + Gap, top + TextTop, Side, ink);
        Write(SampleText.Confidence(sample), left + Gap, top + TextTop + LineHeight, Side, ink);
        int imageTop = top + (2 * LineHeight) + Gap;
        if (!sample.Pixels.IsEmpty)
        {
            DrawImage(sample, left + Gap, imageTop);
        }

        if (!sample.IsMistake)
        {
            Outline(left + Gap - 1, imageTop - 1, Side + 2);
        }
    }

    /// <summary>Each pixel as a square, or of a large image every so many; in the middle of its place.</summary>
    private void DrawImage(SampleImage sample, int left, int top)
    {
        GrayImage image = InkPicture.Reduce(sample.Size, sample.Pixels.Span, Side);
        int enlarged = Side / Math.Max(image.Width, image.Height);
        left += (Side - (image.Width * enlarged)) / 2;
        top += (Side - (image.Height * enlarged)) / 2;
        for (int row = 0; row < image.Height; row++)
        {
            for (int column = 0; column < image.Width; column++)
            {
                byte value = image.Pixels[(row * image.Width) + column];
                Fill(left + (column * enlarged), top + (row * enlarged), enlarged, enlarged, value);
            }
        }
    }

    private void Write(string text, int left, int top, int width, byte ink)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        int room = width / ((PixelFont.Width + 1) * Letter);
        Rune[] shown = runes.Length <= room ? runes : [.. runes.Take(Math.Max(0, room - 2)), new Rune('.'), new Rune('.')];
        for (int i = 0; i < shown.Length; i++)
        {
            for (int row = 0; row < PixelFont.Height; row++)
            {
                for (int column = 0; column < PixelFont.Width; column++)
                {
                    if (PixelFont.IsSet(shown[i], column, row))
                    {
                        Fill(left + (((i * (PixelFont.Width + 1)) + column) * Letter), top + (row * Letter), Letter, Letter, ink);
                    }
                }
            }
        }
    }

    private void Outline(int left, int top, int side)
    {
        Fill(left, top, side, 1, Rule);
        Fill(left, top + side - 1, side, 1, Rule);
        Fill(left, top, 1, side, Rule);
        Fill(left + side - 1, top, 1, side, Rule);
    }

    private void Fill(int left, int top, int width, int height, byte value)
    {
        for (int row = top; row < top + height; row++)
        {
            _pixels.AsSpan((row * _width) + left, width).Fill(value);
        }
    }
}
