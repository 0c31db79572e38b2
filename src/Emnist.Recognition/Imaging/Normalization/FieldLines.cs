namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>Lines of a picture, and whether a form or the paper has them so, and no character.</summary>
internal sealed partial class FieldLines
{
    /// <summary>Ends meet a line, or the picture's edge, within so many cells besides this part of the picture.</summary>
    private const double NearCells = 1.5;
    private const double NearPart = 0.015;

    /// <summary>
    /// The middle of a line is so many times its thickness from the edge where there is paper beyond it; a 7 or a T cut out closely has
    /// none.
    /// </summary>
    private const double PaperBeyond = 1.5;

    /// <summary>Beside an L or a 7 that reaches two of the picture's edges there is less paper than this part of it at both others.</summary>
    private const double WideBeyond = 0.06;

    /// <summary>Lines that meet are upright to each other but for this slope; those of a 7 lean.</summary>
    private const double MaxSkew = 0.1;

    /// <summary>A box's sides are straight along this part of it, where those of an O are not.</summary>
    private const double StraightSide = 0.7;

    /// <summary>A box that is so many times as wide as it is high is no 0 and no D.</summary>
    private const double WideBox = 1.1;

    /// <summary>
    /// A corner's lines, and a cell's thin ones, are no thicker than so many cells and this part of the picture's shorter side: pens' strokes
    /// mostly are.
    /// </summary>
    private const int CornerCells = 2;
    private const double CornerPart = 0.06;

    /// <summary>A cell's walls are no thicker than this part of it, as strokes may be too.</summary>
    private const double CellPart = 0.1;

    /// <summary>An upright line aside of the middle, and thinner than this part of the picture's shorter side, is no 1.</summary>
    private const double ThinLine = 0.02;

    /// <summary>The tops of walls drawn by hand differ by this part of them.</summary>
    private const double HandHeight = 0.25;

    /// <summary>A tooth's thickness is its foot's within this part of it, or within a cell.</summary>
    private const double SameThickness = 0.5;

    /// <summary>So many parallel thin lines are a sheet's, each of which goes through this part of the picture at least.</summary>
    private const int SheetLines = 4;
    private const double SheetLength = 0.5;

    /// <summary>A wall goes along this part of its side at least.</summary>
    private const double SidePart = 0.6;

    /// <summary>More parallel lines than so many are a page's.</summary>
    private const int MostOfField = 6;

    private readonly int _width;
    private readonly int _height;
    private readonly List<FieldLine> _level;
    private readonly List<FieldLine> _upright;
    private readonly bool _isBox;

    /// <summary>Lines of a picture.</summary>
    /// <param name="width">Its cells in a row.</param>
    /// <param name="height">Its cells in a column.</param>
    /// <param name="level">The level ones.</param>
    /// <param name="upright">The upright ones, with rows for columns.</param>
    public FieldLines(int width, int height, List<FieldLine> level, List<FieldLine> upright)
    {
        (_width, _height, _level, _upright) = (width, height, level, upright);
        _level.Sort(static (a, b) => a.Middle.CompareTo(b.Middle));
        _upright.Sort(static (a, b) => a.Middle.CompareTo(b.Middle));
        _isBox = IsBox();
    }

    /// <summary>Whether a cell is in one of the lines, in a box's corner, or as near to one as that.</summary>
    public bool Covers(int x, int y, double near)
    {
        foreach (FieldLine line in _level)
        {
            if (line.Covers(x, y, near))
            {
                return true;
            }
        }

        foreach (FieldLine line in _upright)
        {
            if (line.Covers(y, x, near))
            {
                return true;
            }
        }

        return _isBox && IsInCorner(x, y);
    }

    /// <summary>
    /// Whether a cell at the picture's edge, or as near to it as that, is where one of the lines would go on: a line that leaves the
    /// picture aslant gets thinner and fainter.
    /// </summary>
    public bool LeaveAt(int x, int y, double near)
    {
        if (Math.Min(Math.Min(x, y), Math.Min(_width - 1 - x, _height - 1 - y)) >= near)
        {
            return false;
        }

        foreach (FieldLine line in _level)
        {
            if (IsOn(line, x, y))
            {
                return true;
            }
        }

        foreach (FieldLine line in _upright)
        {
            if (IsOn(line, y, x))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether parallel lines, and what is as near to them as that, leave so many cells between them. A field has few, and what is written
    /// in it is wider than they are apart; a page has many.
    /// </summary>
    public bool LeaveRoom(double near, double room) => LeaveRoom(_level, near, room) && LeaveRoom(_upright, near, room);

    private static bool LeaveRoom(List<FieldLine> lines, double near, double room)
    {
        if (lines.Count <= MostOfField)
        {
            return true;
        }

        Span<float> between = stackalloc float[lines.Count - 1];
        for (int i = 0; i < between.Length; i++)
        {
            between[i] = lines[i + 1].Middle - lines[i].Middle - ((lines[i + 1].Thickness + lines[i].Thickness) / 2f);
        }

        // A margin is beside another line, so that some are nearer.
        between.Sort();
        return between[between.Length / 2] - (2 * near) >= room;
    }

    /// <summary>Whether a form or the paper has such lines.</summary>
    public bool AreForm() => IsCrossed() || _isBox || IsCell() || IsComb(hasTooth: false) || IsCorner() || IsJunction() || IsEdge()
        || IsSheet() || IsAround();

    /// <summary>Sheets and cells: lines from edge to edge, of which two cross and both go on, and there are more of them.</summary>
    private bool IsCrossed() => _level.Count + _upright.Count >= 3
        && AllRun(_level, _width) && AllRun(_upright, _height)
        && _level.Exists(line => _upright.Exists(other => GoesOn(line, other) && GoesOn(other, line)));

    /// <summary>
    /// A box, with paper beyond its sides, which lie near to the picture's and are straight; its corners are sharp, or it is wider than a 0
    /// and a D are.
    /// </summary>
    private bool IsBox() => _level.Count == 2 && _upright.Count == 2
        && IsAtSides(_level, _height) && IsAtSides(_upright, _width)
        && HasPaperBeyond(_level, _height) && HasPaperBeyond(_upright, _width)
        && AreStraight(_level, _upright) && AreStraight(_upright, _level);

    /// <summary>
    /// Three walls of a cell or four, which the picture's edges may cut, for they are a little turned: lines near to its sides that end
    /// at each other or where the picture does, and as thin as a corner's, or one that goes on beyond another, as no stroke of a U does.
    /// </summary>
    private bool IsCell() => _level.Count is 1 or 2 && _upright.Count is 1 or 2 && _level.Count + _upright.Count > 2
        && AreCut(_level, _upright, _width, _height) && AreCut(_upright, _level, _height, _width)
        && ((_level.TrueForAll(IsThin) && _upright.TrueForAll(IsThin))
            || _level.Exists(line => _upright.Exists(other => GoesOn(line, other) || GoesOn(other, line))));

    private bool AreCut(List<FieldLine> lines, List<FieldLine> others, int length, int across) => lines.TrueForAll(line =>
        line.Thickness <= CellPart * Math.Min(_width, _height)
        && Math.Min(line.Middle, across - 1 - line.Middle) <= FormLines.WallZone * across
        && Ends(line, line.From, others, length, across) && Ends(line, line.To, others, length, across))
        && (lines.Count == 1 || (lines[0].Middle < across / 2.0) != (lines[1].Middle < across / 2.0));

    /// <summary>Whether a line is as thin as a corner's.</summary>
    private bool IsThin(FieldLine line) => line.Thickness <= Math.Max(CornerCells, CornerPart * Math.Min(_width, _height));

    private static bool HasPaperBeyond(List<FieldLine> lines, int length) =>
        lines.TrueForAll(line => Math.Min(line.Middle, length - 1 - line.Middle) > PaperBeyond * line.Thickness);

    /// <summary>Whether a box's sides reach from corner to corner; where it is wide, the corners may be round.</summary>
    private bool AreStraight(List<FieldLine> lines, List<FieldLine> others)
    {
        double across = _upright[1].Middle - _upright[0].Middle;
        double down = _level[1].Middle - _level[0].Middle;
        double length = others[1].Middle - others[0].Middle;
        double middle = (others[0].Middle + others[1].Middle) / 2;
        int longSide = Math.Max(_width, _height);
        double least = across >= WideBox * down ? StraightSide * length : length - NearTo(others[0], longSide) - NearTo(others[1], longSide);
        return lines.TrueForAll(line => line.Length >= least && line.From < middle && line.To > middle);
    }

    private static bool IsAtSides(List<FieldLine> lines, int length) =>
        Math.Max(lines[0].Middle, length - 1 - lines[1].Middle) <= FormLines.WallZone * length;

    private bool IsInCorner(int x, int y)
    {
        double reach = (1 - StraightSide) / 2;
        double across = reach * (_upright[1].Middle - _upright[0].Middle);
        double down = reach * (_level[1].Middle - _level[0].Middle);
        double size = Math.Min(across, down) + Near(Math.Max(_width, _height));
        return Math.Min(Math.Abs(x - _upright[0].At(y)), Math.Abs(x - _upright[1].At(y))) <= size
            && Math.Min(Math.Abs(y - _level[0].At(x)), Math.Abs(y - _level[1].At(x))) <= size;
    }

    /// <summary>
    /// The corner of a cell: two lines that run from where they meet to the picture's edges, with paper beyond, if only at one side, or at the
    /// upper left, where no character has one.
    /// </summary>
    private bool IsCorner()
    {
        if (_level.Count != 1 || _upright.Count != 1)
        {
            return false;
        }

        (FieldLine level, FieldLine upright) = (_level[0], _upright[0]);
        return Math.Abs(level.Slope + upright.Slope) <= MaxSkew
            && EndsAt(level, upright, _width, _height, out double right) && EndsAt(upright, level, _height, _width, out double down)
            && IsThin(level) && IsThin(upright)
            && (Math.Min(right, down) > PaperBeyond * Math.Max(level.Thickness, upright.Thickness)
                || right > WideBeyond * _width || down > WideBeyond * _height
                || (upright.Middle < _width / 2.0 && level.Middle < _height / 2.0));
    }

    /// <summary>
    /// A line from edge to edge on which another stands that runs to the edge, not in the middle as a T's stem; it goes on beyond the
    /// other's foot, as an L's and a 7's do not.
    /// </summary>
    private bool IsJunction()
    {
        if (_level.Count != 1 || _upright.Count != 1)
        {
            return false;
        }

        (FieldLine level, FieldLine upright) = (_level[0], _upright[0]);
        bool isOnLevel = GoesOn(level, upright) && Runs(level, _width) && EndsAt(upright, level, _height, _width, out double beyond)
            && beyond > PaperBeyond * level.Thickness && IsAside(upright);
        return isOnLevel
            || (GoesOn(upright, level) && Runs(upright, _height) && EndsAt(level, upright, _width, _height, out double beside)
                && beside > PaperBeyond * upright.Thickness);
    }

    /// <summary>A thin line from the top to the bottom, beside the middle.</summary>
    private bool IsEdge() => _level.Count == 0 && _upright.Count == 1 && Runs(_upright[0], _height)
        && _upright[0].Thickness <= Math.Max(1, ThinLine * Math.Min(_width, _height)) && IsAside(_upright[0]);

    /// <summary>Whether a line is no stem of a T, which stands in the middle.</summary>
    private bool IsAside(FieldLine upright) => Math.Abs(upright.Middle - ((_width - 1) / 2.0)) > RuledLines.StemZone * (_width - 1);

    private static bool AllRun(List<FieldLine> lines, int length) => lines.TrueForAll(line => Runs(line, length));

    private static bool Runs(FieldLine line, int length) => line.From <= Near(length) && line.To >= length - 1 - Near(length);

    /// <summary>
    /// Whether a line runs from another one to one edge, which may be one to which it leans, and how far that is from the opposite edge; near to
    /// that it may go on beyond the other.
    /// </summary>
    private bool EndsAt(FieldLine line, FieldLine other, int length, int across, out double beyond)
    {
        double at = line.Crossing(other);
        bool isFirst = at < (line.From + line.To) / 2.0;
        beyond = isFirst ? at : length - 1 - at;
        double stub = isFirst ? at - line.From : line.To - at;
        double gap = isFirst ? length - 1 - line.To : line.From;
        double atEdge = line.At(isFirst ? length - 1 : 0);
        return Meets(line, other) && (stub <= NearTo(other, length) || beyond <= FormLines.WallZone * length)
            && (gap <= Near(length) || atEdge < 0 || atEdge > across - 1);
    }

    /// <summary>Whether a line ends at the picture's edge, to which it may run aslant, or at another line.</summary>
    private bool Ends(FieldLine line, int at, List<FieldLine> others, int length, int across)
    {
        double near = Near(Math.Max(_width, _height));
        double row = line.At(at);
        double toEdge = Math.Min(Math.Min(at, length - 1 - at), Math.Min(row, across - 1 - row) - (line.Thickness / 2.0));
        return toEdge <= near || others.Exists(other => Math.Abs(line.Crossing(other) - at) <= near + (other.Thickness / 2.0));
    }

    private static bool IsOn(FieldLine line, int column, int row) => Math.Abs(row - line.At(column)) <= NearCells + (line.Thickness / 2.0);

    /// <summary>Whether two lines have a place in common.</summary>
    private bool Meets(FieldLine line, FieldLine other)
    {
        double near = Near(Math.Max(_width, _height));
        (double x, double y) = (line.Crossing(other), other.Crossing(line));
        return x >= line.From - near - other.Thickness && x <= line.To + near + other.Thickness
            && y >= other.From - near - line.Thickness && y <= other.To + near + line.Thickness;
    }

    /// <summary>Whether a line crosses another and goes on to both of its sides.</summary>
    private bool GoesOn(FieldLine line, FieldLine other)
    {
        double at = line.Crossing(other);
        double beyond = (other.Thickness / 2.0) + NearCells;
        return Meets(line, other) && at - line.From >= beyond && line.To - at >= beyond;
    }

    private static double Near(int length) => NearCells + (NearPart * length);

    private static double NearTo(FieldLine other, int length) => Near(length) + (other.Thickness / 2.0);
}
