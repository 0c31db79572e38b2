using Emnist.Recognition.Imaging;
using Emnist.Recognition.Reading.Forms;

namespace Emnist.Recognition;

/// <content>Forms, of which the caller knows the fields, and grids.</content>
public sealed partial class CharacterRecognizer
{
    private const int MinField = 3;
    private const int MaxFields = 10_000;
    private const int MaxGridSide = 100;

    /// <summary>
    /// Reads the characters in the boxes of a form in a picture file, each as <see cref="Predict(GrayImage)"/> would. Walls are
    /// taken out, and the form may lie a little aside: by up to 0.15 of a box's shorter side where its walls are to be seen.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="fields">Their places, along the walls or within them, in pixels of the picture; each at least 3 wide and high.</param>
    /// <returns>The fields, in their order; an empty one is <see cref="PredictionStatus.Blank"/>.</returns>
    /// <exception cref="ImageFormatException">The file is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="ArgumentException">A field does not lie within the picture, whose index is told.</exception>
    public IReadOnlyList<RecognizedField> ReadFields(string path, IReadOnlyList<PixelRectangle> fields) =>
        ReadFields(path, fields, null);

    /// <summary>
    /// Reads the characters in the boxes of a form in a picture file, each as <see cref="Predict(GrayImage)"/> would. Walls are
    /// taken out, and the form may lie a little aside: by up to 0.15 of a box's shorter side where its walls are to be seen.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="fields">Their places, along the walls or within them, in pixels of the picture; each at least 3 wide and high.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The fields, in their order; an empty one is <see cref="PredictionStatus.Blank"/>.</returns>
    /// <exception cref="ImageFormatException">The file is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="ArgumentException">
    /// A field does not lie within the picture, whose index is told, or the model knows none of <paramref name="characters"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<RecognizedField> ReadFields(
        string path, IReadOnlyList<PixelRectangle> fields, CharacterSet? characters, CancellationToken cancellationToken = default)
    {
        Check(fields, characters);
        return Read(
            path, ImageReading.Decode, _decoderOptions, RecognitionCall.ReadFields,
            (image, call) => ReadFields(image, fields, characters, call, cancellationToken));
    }

    /// <summary>
    /// Reads the characters in the boxes of a form in an encoded picture, each as <see cref="Predict(GrayImage)"/> would. Walls are
    /// taken out, and the form may lie a little aside: by up to 0.15 of a box's shorter side where its walls are to be seen.
    /// </summary>
    /// <param name="stream">The picture, from the stream's position on. The stream is left open.</param>
    /// <param name="fields">Their places, along the walls or within them, in pixels of the picture; each at least 3 wide and high.</param>
    /// <returns>The fields, in their order; an empty one is <see cref="PredictionStatus.Blank"/>.</returns>
    /// <exception cref="ImageFormatException">The stream is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="ArgumentException">A field does not lie within the picture, whose index is told.</exception>
    public IReadOnlyList<RecognizedField> ReadFields(Stream stream, IReadOnlyList<PixelRectangle> fields) =>
        ReadFields(stream, fields, null);

    /// <summary>
    /// Reads the characters in the boxes of a form in an encoded picture, each as <see cref="Predict(GrayImage)"/> would. Walls are
    /// taken out, and the form may lie a little aside: by up to 0.15 of a box's shorter side where its walls are to be seen.
    /// </summary>
    /// <param name="stream">The picture, from the stream's position on. The stream is left open.</param>
    /// <param name="fields">Their places, along the walls or within them, in pixels of the picture; each at least 3 wide and high.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The fields, in their order; an empty one is <see cref="PredictionStatus.Blank"/>.</returns>
    /// <exception cref="ImageFormatException">The stream is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="ArgumentException">
    /// A field does not lie within the picture, whose index is told, or the model knows none of <paramref name="characters"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<RecognizedField> ReadFields(
        Stream stream, IReadOnlyList<PixelRectangle> fields, CharacterSet? characters, CancellationToken cancellationToken = default)
    {
        Check(fields, characters);
        return Read(
            stream, ImageReading.Decode, _decoderOptions, RecognitionCall.ReadFields,
            (image, call) => ReadFields(image, fields, characters, call, cancellationToken));
    }

    /// <summary>
    /// Reads the characters in the boxes of a form in a grey picture, each as <see cref="Predict(GrayImage)"/> would. Walls are
    /// taken out, and the form may lie a little aside: by up to 0.15 of a box's shorter side where its walls are to be seen.
    /// </summary>
    /// <param name="image">The picture; dark ink on light ground or the reverse.</param>
    /// <param name="fields">Their places, along the walls or within them, in pixels of the picture; each at least 3 wide and high.</param>
    /// <returns>The fields, in their order; an empty one is <see cref="PredictionStatus.Blank"/>.</returns>
    /// <exception cref="ArgumentException">A field does not lie within the picture, whose index is told.</exception>
    public IReadOnlyList<RecognizedField> ReadFields(GrayImage image, IReadOnlyList<PixelRectangle> fields) =>
        ReadFields(image, fields, null);

    /// <summary>
    /// Reads the characters in the boxes of a form in a grey picture, each as <see cref="Predict(GrayImage)"/> would. Walls are
    /// taken out, and the form may lie a little aside: by up to 0.15 of a box's shorter side where its walls are to be seen.
    /// </summary>
    /// <param name="image">The picture; dark ink on light ground or the reverse.</param>
    /// <param name="fields">Their places, along the walls or within them, in pixels of the picture; each at least 3 wide and high.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The fields, in their order; an empty one is <see cref="PredictionStatus.Blank"/>.</returns>
    /// <exception cref="ArgumentException">
    /// A field does not lie within the picture, whose index is told, or the model knows none of <paramref name="characters"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<RecognizedField> ReadFields(
        GrayImage image, IReadOnlyList<PixelRectangle> fields, CharacterSet? characters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        Check(fields, characters);
        using var call = RecognitionCall.Start(RecognitionCall.ReadFields);
        return ReadFields(image, fields, characters, call, cancellationToken);
    }

    /// <summary>
    /// Reads the characters in the boxes of a form in a picture file, read without blocking, each as
    /// <see cref="Predict(GrayImage)"/> would. Walls are taken out, and the form may lie a little aside: by up to 0.15 of a box's
    /// shorter side where its walls are to be seen.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="fields">Their places, along the walls or within them, in pixels of the picture; each at least 3 wide and high.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The fields, in their order; an empty one is <see cref="PredictionStatus.Blank"/>.</returns>
    /// <exception cref="ImageFormatException">The file is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="ArgumentException">A field does not lie within the picture, whose index is told.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<IReadOnlyList<RecognizedField>> ReadFieldsAsync(
        string path, IReadOnlyList<PixelRectangle> fields, CancellationToken cancellationToken = default) =>
        ReadFieldsAsync(path, fields, null, cancellationToken);

    /// <summary>
    /// Reads the characters in the boxes of a form in a picture file, read without blocking, each as
    /// <see cref="Predict(GrayImage)"/> would. Walls are taken out, and the form may lie a little aside: by up to 0.15 of a box's
    /// shorter side where its walls are to be seen.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="fields">Their places, along the walls or within them, in pixels of the picture; each at least 3 wide and high.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The fields, in their order; an empty one is <see cref="PredictionStatus.Blank"/>.</returns>
    /// <exception cref="ImageFormatException">The file is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="ArgumentException">
    /// A field does not lie within the picture, whose index is told, or the model knows none of <paramref name="characters"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<IReadOnlyList<RecognizedField>> ReadFieldsAsync(
        string path, IReadOnlyList<PixelRectangle> fields, CharacterSet? characters, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Check(fields, characters);
        return ReadAsync(
            path, ImageReading.DecodeAsync, _decoderOptions, RecognitionCall.ReadFields,
            (image, call) => ReadFields(image, fields, characters, call, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Reads the characters in the boxes of a form in an encoded picture, read without blocking, each as
    /// <see cref="Predict(GrayImage)"/> would. Walls are taken out, and the form may lie a little aside: by up to 0.15 of a box's
    /// shorter side where its walls are to be seen.
    /// </summary>
    /// <param name="stream">The picture, from the stream's position on. The stream is left open.</param>
    /// <param name="fields">Their places, along the walls or within them, in pixels of the picture; each at least 3 wide and high.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The fields, in their order; an empty one is <see cref="PredictionStatus.Blank"/>.</returns>
    /// <exception cref="ImageFormatException">The stream is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="ArgumentException">A field does not lie within the picture, whose index is told.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<IReadOnlyList<RecognizedField>> ReadFieldsAsync(
        Stream stream, IReadOnlyList<PixelRectangle> fields, CancellationToken cancellationToken = default) =>
        ReadFieldsAsync(stream, fields, null, cancellationToken);

    /// <summary>
    /// Reads the characters in the boxes of a form in an encoded picture, read without blocking, each as
    /// <see cref="Predict(GrayImage)"/> would. Walls are taken out, and the form may lie a little aside: by up to 0.15 of a box's
    /// shorter side where its walls are to be seen.
    /// </summary>
    /// <param name="stream">The picture, from the stream's position on. The stream is left open.</param>
    /// <param name="fields">Their places, along the walls or within them, in pixels of the picture; each at least 3 wide and high.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The fields, in their order; an empty one is <see cref="PredictionStatus.Blank"/>.</returns>
    /// <exception cref="ImageFormatException">The stream is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="ArgumentException">
    /// A field does not lie within the picture, whose index is told, or the model knows none of <paramref name="characters"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<IReadOnlyList<RecognizedField>> ReadFieldsAsync(
        Stream stream, IReadOnlyList<PixelRectangle> fields, CharacterSet? characters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Check(fields, characters);
        return ReadAsync(
            stream, ImageReading.DecodeAsync, _decoderOptions, RecognitionCall.ReadFields,
            (image, call) => ReadFields(image, fields, characters, call, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Finds a grid in a picture file, such as a sudoku or a table, and reads the character in each of its cells. It may be turned
    /// by up to 15 degrees and taken from aside; its lines may be of different thickness and broken here and there, and its frame be
    /// missing at one side.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">How many rows of cells it has, 1 to 100.</param>
    /// <param name="columns">How many columns, 1 to 100.</param>
    /// <returns>The cells; or that there is no such grid (<see cref="RecognizedGrid.IsFound"/>).</returns>
    /// <exception cref="ImageFormatException">The file is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows or columns is not 1 to 100, or both are 1.</exception>
    public RecognizedGrid ReadGrid(string path, int rows, int columns) =>
        ReadGrid(path, rows, columns, null);

    /// <summary>
    /// Finds a grid in a picture file, such as a sudoku or a table, and reads the character in each of its cells. It may be turned
    /// by up to 15 degrees and taken from aside; its lines may be of different thickness and broken here and there, and its frame be
    /// missing at one side.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">How many rows of cells it has, 1 to 100.</param>
    /// <param name="columns">How many columns, 1 to 100.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The cells; or that there is no such grid (<see cref="RecognizedGrid.IsFound"/>).</returns>
    /// <exception cref="ImageFormatException">The file is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows or columns is not 1 to 100, or both are 1.</exception>
    /// <exception cref="ArgumentException">The model knows none of <paramref name="characters"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public RecognizedGrid ReadGrid(
        string path, int rows, int columns, CharacterSet? characters, CancellationToken cancellationToken = default)
    {
        Check(rows, columns, characters);
        return Read(
            path, ImageReading.Decode, _decoderOptions, RecognitionCall.ReadGrid,
            (image, call) => ReadGrid(image, rows, columns, characters, call, cancellationToken));
    }

    /// <summary>
    /// Finds a grid in an encoded picture, such as a sudoku or a table, and reads the character in each of its cells. It may be turned
    /// by up to 15 degrees and taken from aside; its lines may be of different thickness and broken here and there, and its frame be
    /// missing at one side.
    /// </summary>
    /// <param name="stream">The picture, from the stream's position on. The stream is left open.</param>
    /// <param name="rows">How many rows of cells it has, 1 to 100.</param>
    /// <param name="columns">How many columns, 1 to 100.</param>
    /// <returns>The cells; or that there is no such grid (<see cref="RecognizedGrid.IsFound"/>).</returns>
    /// <exception cref="ImageFormatException">The stream is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows or columns is not 1 to 100, or both are 1.</exception>
    public RecognizedGrid ReadGrid(Stream stream, int rows, int columns) =>
        ReadGrid(stream, rows, columns, null);

    /// <summary>
    /// Finds a grid in an encoded picture, such as a sudoku or a table, and reads the character in each of its cells. It may be turned
    /// by up to 15 degrees and taken from aside; its lines may be of different thickness and broken here and there, and its frame be
    /// missing at one side.
    /// </summary>
    /// <param name="stream">The picture, from the stream's position on. The stream is left open.</param>
    /// <param name="rows">How many rows of cells it has, 1 to 100.</param>
    /// <param name="columns">How many columns, 1 to 100.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The cells; or that there is no such grid (<see cref="RecognizedGrid.IsFound"/>).</returns>
    /// <exception cref="ImageFormatException">The stream is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows or columns is not 1 to 100, or both are 1.</exception>
    /// <exception cref="ArgumentException">The model knows none of <paramref name="characters"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public RecognizedGrid ReadGrid(
        Stream stream, int rows, int columns, CharacterSet? characters, CancellationToken cancellationToken = default)
    {
        Check(rows, columns, characters);
        return Read(
            stream, ImageReading.Decode, _decoderOptions, RecognitionCall.ReadGrid,
            (image, call) => ReadGrid(image, rows, columns, characters, call, cancellationToken));
    }

    /// <summary>
    /// Finds a grid in a grey picture, such as a sudoku or a table, and reads the character in each of its cells. It may be turned
    /// by up to 15 degrees and taken from aside; its lines may be of different thickness and broken here and there, and its frame be
    /// missing at one side.
    /// </summary>
    /// <param name="image">The picture; dark ink on light ground or the reverse.</param>
    /// <param name="rows">How many rows of cells it has, 1 to 100.</param>
    /// <param name="columns">How many columns, 1 to 100.</param>
    /// <returns>The cells; or that there is no such grid (<see cref="RecognizedGrid.IsFound"/>).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows or columns is not 1 to 100, or both are 1.</exception>
    public RecognizedGrid ReadGrid(GrayImage image, int rows, int columns) =>
        ReadGrid(image, rows, columns, null);

    /// <summary>
    /// Finds a grid in a grey picture, such as a sudoku or a table, and reads the character in each of its cells. It may be turned
    /// by up to 15 degrees and taken from aside; its lines may be of different thickness and broken here and there, and its frame be
    /// missing at one side.
    /// </summary>
    /// <param name="image">The picture; dark ink on light ground or the reverse.</param>
    /// <param name="rows">How many rows of cells it has, 1 to 100.</param>
    /// <param name="columns">How many columns, 1 to 100.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The cells; or that there is no such grid (<see cref="RecognizedGrid.IsFound"/>).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows or columns is not 1 to 100, or both are 1.</exception>
    /// <exception cref="ArgumentException">The model knows none of <paramref name="characters"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public RecognizedGrid ReadGrid(
        GrayImage image, int rows, int columns, CharacterSet? characters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        Check(rows, columns, characters);
        using var call = RecognitionCall.Start(RecognitionCall.ReadGrid);
        return ReadGrid(image, rows, columns, characters, call, cancellationToken);
    }

    /// <summary>
    /// Finds a grid in a picture file, read without blocking, such as a sudoku or a table, and reads the character in each of its
    /// cells. It may be turned by up to 15 degrees and taken from aside; its lines may be of different thickness and broken here
    /// and there, and its frame be
    /// missing at one side.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">How many rows of cells it has, 1 to 100.</param>
    /// <param name="columns">How many columns, 1 to 100.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The cells; or that there is no such grid (<see cref="RecognizedGrid.IsFound"/>).</returns>
    /// <exception cref="ImageFormatException">The file is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows or columns is not 1 to 100, or both are 1.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<RecognizedGrid> ReadGridAsync(string path, int rows, int columns, CancellationToken cancellationToken = default) =>
        ReadGridAsync(path, rows, columns, null, cancellationToken);

    /// <summary>
    /// Finds a grid in a picture file, read without blocking, such as a sudoku or a table, and reads the character in each of its
    /// cells. It may be turned by up to 15 degrees and taken from aside; its lines may be of different thickness and broken here
    /// and there, and its frame be
    /// missing at one side.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">How many rows of cells it has, 1 to 100.</param>
    /// <param name="columns">How many columns, 1 to 100.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The cells; or that there is no such grid (<see cref="RecognizedGrid.IsFound"/>).</returns>
    /// <exception cref="ImageFormatException">The file is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows or columns is not 1 to 100, or both are 1.</exception>
    /// <exception cref="ArgumentException">The model knows none of <paramref name="characters"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<RecognizedGrid> ReadGridAsync(
        string path, int rows, int columns, CharacterSet? characters, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Check(rows, columns, characters);
        return ReadAsync(
            path, ImageReading.DecodeAsync, _decoderOptions, RecognitionCall.ReadGrid,
            (image, call) => ReadGrid(image, rows, columns, characters, call, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Finds a grid in an encoded picture, read without blocking, such as a sudoku or a table, and reads the character in each of
    /// its cells. It may be turned by up to 15 degrees and taken from aside; its lines may be of different thickness and broken
    /// here and there, and its frame be
    /// missing at one side.
    /// </summary>
    /// <param name="stream">The picture, from the stream's position on. The stream is left open.</param>
    /// <param name="rows">How many rows of cells it has, 1 to 100.</param>
    /// <param name="columns">How many columns, 1 to 100.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The cells; or that there is no such grid (<see cref="RecognizedGrid.IsFound"/>).</returns>
    /// <exception cref="ImageFormatException">The stream is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows or columns is not 1 to 100, or both are 1.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<RecognizedGrid> ReadGridAsync(Stream stream, int rows, int columns, CancellationToken cancellationToken = default) =>
        ReadGridAsync(stream, rows, columns, null, cancellationToken);

    /// <summary>
    /// Finds a grid in an encoded picture, read without blocking, such as a sudoku or a table, and reads the character in each of
    /// its cells. It may be turned by up to 15 degrees and taken from aside; its lines may be of different thickness and broken
    /// here and there, and its frame be
    /// missing at one side.
    /// </summary>
    /// <param name="stream">The picture, from the stream's position on. The stream is left open.</param>
    /// <param name="rows">How many rows of cells it has, 1 to 100.</param>
    /// <param name="columns">How many columns, 1 to 100.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The cells; or that there is no such grid (<see cref="RecognizedGrid.IsFound"/>).</returns>
    /// <exception cref="ImageFormatException">The stream is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows or columns is not 1 to 100, or both are 1.</exception>
    /// <exception cref="ArgumentException">The model knows none of <paramref name="characters"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<RecognizedGrid> ReadGridAsync(
        Stream stream, int rows, int columns, CharacterSet? characters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Check(rows, columns, characters);
        return ReadAsync(
            stream, ImageReading.DecodeAsync, _decoderOptions, RecognitionCall.ReadGrid,
            (image, call) => ReadGrid(image, rows, columns, characters, call, cancellationToken), cancellationToken);
    }

    private IReadOnlyList<RecognizedField> ReadFields(
        GrayImage image,
        IReadOnlyList<PixelRectangle> fields,
        CharacterSet? characters,
        RecognitionCall? call,
        CancellationToken cancellationToken)
    {
        call?.Has(image);
        PixelRectangle[] copy = [.. fields];
        for (int i = 0; i < copy.Length; i++)
        {
            PixelRectangle field = copy[i];
            if (field.X < 0 || field.Y < 0 || (long)field.X + field.Width > image.Width || (long)field.Y + field.Height > image.Height)
            {
                throw new ArgumentException($"Field {i + 1} of {fields.Count}, {field}, does not lie within the picture of {image.Size}.", nameof(fields));
            }
        }

        IReadOnlyList<RecognizedField> read =
            new FormReading(_network, _classes, characters, cancellationToken).ReadFields(image, copy);
        bool isBlank = read.All(static field => field.Prediction.Status == PredictionStatus.Blank);
        call?.Answered(isBlank ? PredictionStatus.Blank : PredictionStatus.Recognized, read);
        return read;
    }

    private RecognizedGrid ReadGrid(
        GrayImage image, int rows, int columns, CharacterSet? characters, RecognitionCall? call, CancellationToken cancellationToken)
    {
        call?.Has(image);
        RecognizedGrid grid = new FormReading(_network, _classes, characters, cancellationToken).ReadGrid(image, rows, columns);
        call?.Answered(grid.IsFound ? PredictionStatus.Recognized : PredictionStatus.NotACharacter, grid.Cells);
        return grid;
    }

    private void Check(IReadOnlyList<PixelRectangle> fields, CharacterSet? characters)
    {
        ArgumentNullException.ThrowIfNull(fields);
        _classes.Require(characters);
        if (fields.Count > MaxFields)
        {
            throw new ArgumentException($"There are {fields.Count} fields; a form has {MaxFields} at most.", nameof(fields));
        }

        for (int i = 0; i < fields.Count; i++)
        {
            if (fields[i].Width < MinField || fields[i].Height < MinField)
            {
                throw new ArgumentException($"Field {i + 1} of {fields.Count}, {fields[i]}, is smaller than {MinField} x {MinField} pixels.", nameof(fields));
            }
        }
    }

    private void Check(int rows, int columns, CharacterSet? characters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, MaxGridSide);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, MaxGridSide);
        if (rows * columns == 1)
        {
            throw new ArgumentOutOfRangeException(nameof(rows), rows, "A single cell is no grid: Predict reads it.");
        }

        _classes.Require(characters);
    }
}
