using Emnist.Recognition.Imaging.Normalization;

namespace Emnist.Recognition.Imaging.Segmentation;

/// <summary>Pieces of ink that belong to one character for certain, such as an i and its dot.</summary>
internal sealed class PieceGroup
{
    private readonly List<InkPiece> _pieces = [];

    /// <summary>The pieces, the body first.</summary>
    public IReadOnlyList<InkPiece> Pieces => _pieces;

    /// <summary>The box around all pieces.</summary>
    public PixelBox Box { get; private set; } = PixelBox.Empty;

    public static PieceGroup Of(InkPiece body)
    {
        PieceGroup group = new();
        group.Add(body);
        return group;
    }

    public void Add(InkPiece piece)
    {
        _pieces.Add(piece);
        Box = Box.Include(piece.Box);
    }

    public void AddAll(PieceGroup other)
    {
        foreach (InkPiece piece in other._pieces)
        {
            Add(piece);
        }
    }
}
