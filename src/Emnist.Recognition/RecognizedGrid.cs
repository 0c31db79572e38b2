using System.Text.Json.Serialization;

namespace Emnist.Recognition;

/// <summary>The grid that <c>CharacterRecognizer.ReadGrid</c> finds in a picture, such as a sudoku or a table. Immutable.</summary>
/// <remarks>System.Text.Json writes it whole and reads it again.</remarks>
/// <example>
/// <code>
/// RecognizedGrid sudoku = recognizer.ReadGrid("sudoku.jpg", 9, 9, CharacterSet.Digits);
/// if (sudoku.IsFound)
/// {
///     Console.WriteLine(sudoku[0, 0].Prediction.Status == PredictionStatus.Blank ? "." : sudoku[0, 0].Character);
/// }
/// </code>
/// </example>
public sealed class RecognizedGrid
{
    /// <summary>Creates a grid.</summary>
    /// <param name="rows">The rows that were looked for, at least 1.</param>
    /// <param name="columns">The columns that were looked for, at least 1.</param>
    /// <param name="cells">The cells, row by row: rows x columns of them, or none where no such grid was found.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> or <paramref name="columns"/> is below 1.</exception>
    /// <exception cref="ArgumentException">There are more cells or fewer, one is null, or the list is.</exception>
    [JsonConstructor]
    public RecognizedGrid(int rows, int columns, IReadOnlyList<RecognizedField> cells)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentNullException.ThrowIfNull(cells);
        if ((cells.Count != 0 && cells.Count != (long)rows * columns) || cells.Any(static cell => cell is null))
        {
            throw new ArgumentException(
                $"A grid of {rows} x {columns} has {(long)rows * columns} cells, none of them null, or none at all; {cells.Count} were given.",
                nameof(cells));
        }

        Rows = rows;
        Columns = columns;
        Cells = Array.AsReadOnly(cells.ToArray());
    }

    /// <summary>Whether there is such a grid in the picture; where there is not, nothing was read: no guess is made.</summary>
    [JsonIgnore]
    public bool IsFound => Cells.Count > 0;

    /// <summary>The rows that were looked for.</summary>
    public int Rows { get; }

    /// <summary>The columns that were looked for.</summary>
    public int Columns { get; }

    /// <summary>The cells, row by row from the top left; none where no such grid was found.</summary>
    public IReadOnlyList<RecognizedField> Cells { get; }

    /// <summary>A cell.</summary>
    /// <param name="row">From 0 for the uppermost.</param>
    /// <param name="column">From 0 for the leftmost.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
    /// <exception cref="InvalidOperationException">No grid was found.</exception>
    [JsonIgnore]
    public RecognizedField this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
            ArgumentOutOfRangeException.ThrowIfNegative(column);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns);
            return IsFound
                ? Cells[(row * Columns) + column]
                : throw new InvalidOperationException($"No grid of {Rows} x {Columns} was found in the picture: ask {nameof(IsFound)} first.");
        }
    }

    /// <summary>The rows with a line feed between each two: characters, and a full stop for each cell without one.</summary>
    public override string ToString() => IsFound
        ? string.Join('\n', Cells.Chunk(Columns).Select(static row =>
            string.Concat(row.Select(static cell => cell.Character.Length == 0 ? "." : cell.Character))))
        : $"no grid of {Rows} x {Columns}";
}
