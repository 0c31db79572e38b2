namespace Emnist.Recognition.Imaging.Normalization;

/// <content>Lines that end at nothing: combs, sheets with a margin, and walls that do not meet.</content>
internal sealed partial class FieldLines
{
    /// <summary>
    /// Parallel thin lines, more than the bars of an E are, or than the stems of an m, that leave the picture at one side at least: where they
    /// are faint they may end before they reach the other.
    /// </summary>
    private bool IsSheet()
    {
        List<FieldLine> level = _level.FindAll(line => IsOfSheet(line, _width));
        List<FieldLine> upright = _upright.FindAll(line => IsOfSheet(line, _height));
        return (AreMany(level) || AreMany(upright)) && AreBeside(_level, level) && AreBeside(_upright, upright);
    }

    private static bool IsOfSheet(FieldLine line, int length) => line.Length >= SheetLength * length
        && Math.Min(line.From, length - 1 - line.To) <= Near(length);

    /// <summary>Whether lines are some long ones, and what the search left beside these.</summary>
    private static bool AreBeside(List<FieldLine> lines, List<FieldLine> whole) => lines.TrueForAll(line => whole.Exists(one =>
        Math.Max(Math.Abs(line.At(line.From) - one.At(line.From)), Math.Abs(line.At(line.To) - one.At(line.To)))
            <= 1 + (one.Thickness / 2.0)));

    private bool AreMany(List<FieldLine> lines)
    {
        (int count, double end) = (0, double.NegativeInfinity);
        foreach (FieldLine line in lines)
        {
            if (IsThin(line) && line.Middle - (line.Thickness / 2.0) >= end + NearCells)
            {
                (count, end) = (count + 1, line.Middle + (line.Thickness / 2.0));
            }
        }

        return count >= SheetLines;
    }

    /// <summary>
    /// Lines at all of the picture's sides, or thin ones at three, along most of each: walls, which need not meet, as strokes do.
    /// </summary>
    private bool IsAround() => SidesOf(_level, _width, _height) is { } level && SidesOf(_upright, _height, _width) is { } upright
        && (level + upright == 4 || (level + upright == 3 && _level.TrueForAll(IsThin) && _upright.TrueForAll(IsThin)));

    /// <summary>At how many of two opposite sides lines run along most of it; null where one is elsewhere, or too thick.</summary>
    private int? SidesOf(List<FieldLine> lines, int length, int across)
    {
        Span<(int From, int To)> sides = [(length, -1), (length, -1)];
        foreach (FieldLine line in lines)
        {
            int side = line.Middle < across / 2.0 ? 0 : 1;
            double away = side == 0 ? line.Middle : across - 1 - line.Middle;
            if (away > FormLines.WallZone * across || line.Thickness > CellPart * Math.Min(_width, _height))
            {
                return null;
            }

            sides[side] = (Math.Min(sides[side].From, line.From), Math.Max(sides[side].To, line.To));
        }

        int count = 0;
        foreach ((int from, int to) in sides)
        {
            count += to - from + 1 >= SidePart * length ? 1 : 0;
        }

        return count;
    }

    /// <summary>
    /// Two walls as high as each other that stand on a line, at the picture's sides, and perhaps teeth between them. A U cut out closely has
    /// no paper beyond, and its foot does not go on; walls whose foot does may be drawn by hand.
    /// </summary>
    /// <param name="hasTooth">Whether there has to be a tooth between them, which leans as they do.</param>
    public bool IsComb(bool hasTooth)
    {
        if (_level.Count == 0)
        {
            return false;
        }

        FieldLine foot = Longest(_level);
        List<FieldLine> teeth = _upright.FindAll(Stands);
        if (teeth.Count < (hasTooth ? 3 : 2) || foot.Middle <= _height / 2.0 || !AreParts(_level, [foot]) || !AreParts(_upright, teeth)
            || !IsAtSides([teeth[0], teeth[^1]], _width)
            || (hasTooth && !teeth.TrueForAll(tooth => Math.Abs(tooth.Slope - teeth[0].Slope) <= CombTooth.MaxLean)))
        {
            return false;
        }

        double uneven = teeth.Max(static tooth => tooth.From) - teeth.Min(static tooth => tooth.From);
        int longest = teeth.Max(static tooth => tooth.Length);
        bool isHigh = uneven <= Math.Max(1, FormErasure.SameHeight * longest);
        bool goesOn = Runs(foot, _width) && (GoesOn(foot, teeth[0]) || GoesOn(foot, teeth[^1]));
        return (goesOn && (isHigh || (!hasTooth && uneven <= HandHeight * longest)))
            || (isHigh && _level.Count == 1 && _upright.Count == 2 && HasPaperBeyond(teeth, _width) && HasPaperBeyond(_level, _height));

        // As thick as the foot, where what is written between the walls is mostly thicker.
        bool Stands(FieldLine wall) => Meets(wall, foot) && Math.Abs(wall.To - wall.Crossing(foot)) <= NearTo(foot, _height)
            && Math.Abs(wall.Thickness - foot.Thickness) <= Math.Max(1, SameThickness * foot.Thickness);
    }

    private static FieldLine Longest(List<FieldLine> lines)
    {
        FieldLine longest = lines[0];
        foreach (FieldLine line in lines)
        {
            longest = line.Length > longest.Length ? line : longest;
        }

        return longest;
    }

    /// <summary>Whether lines are parts of some, which waver.</summary>
    private bool AreParts(List<FieldLine> lines, List<FieldLine> whole) => lines.TrueForAll(line => whole.Exists(one =>
        Math.Abs(line.Middle - one.Middle) <= Near(Math.Max(_width, _height)) + ((line.Thickness + one.Thickness) / 2.0)));
}
