// Reads the boxes of a form whose places are known, and a sudoku that is found, and writes them as CSV. What is less certain than the
// threshold is marked for a person to look at.
using System.Globalization;
using Emnist.Recognition;

const float ReviewBelow = 0.9f;
string folder = args.Length > 0 ? args[0] : AppContext.BaseDirectory;
string[] needed = ["boxes.csv", "form.png", "sudoku.png"];
if (Array.Find(needed, file => !File.Exists(Path.Combine(folder, file))) is { } missing)
{
    Console.Error.WriteLine($"{Path.Combine(folder, missing)}: there is no such file. Forms FOLDER reads {string.Join(", ", needed)}.");
    return 2;
}

var recognizer = new CharacterRecognizer();
Console.WriteLine("file,field,character,confidence,status,review");

// A row of the table is a box: the field that it is part of, and its place.
string[][] table = [.. File.ReadLines(Path.Combine(folder, "boxes.csv")).Skip(1).Select(static line => line.Split(','))];
PixelRectangle[] places = [.. table.Select(static row => new PixelRectangle(Number(row[1]), Number(row[2]), Number(row[3]), Number(row[4])))];
IReadOnlyList<RecognizedField> form = recognizer.ReadFields(Path.Combine(folder, "form.png"), places, CharacterSet.Digits);
for (int i = 0; i < form.Count; i++)
{
    Write("form.png", table[i][0], form[i].Prediction);
}

RecognizedGrid sudoku = recognizer.ReadGrid(Path.Combine(folder, "sudoku.png"), 9, 9, CharacterSet.Digits);
if (!sudoku.IsFound)
{
    Console.Error.WriteLine("sudoku.png: there is no grid of 9 x 9");
    return 1;
}

for (int i = 0; i < sudoku.Cells.Count; i++)
{
    string cell = string.Create(CultureInfo.InvariantCulture, $"{(i / sudoku.Columns) + 1}/{(i % sudoku.Columns) + 1}");
    Write("sudoku.png", cell, sudoku.Cells[i].Prediction);
}

return 0;

// An empty field is an answer too; something that is no character, and a doubtful one, are for a person.
static void Write(string file, string field, CharacterPrediction prediction)
{
    bool isDoubtful = prediction.Status != PredictionStatus.Blank && prediction.Confidence < ReviewBelow;
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{file},{field},{prediction.Character},{prediction.Confidence:F3},{prediction.Status},{(isDoubtful ? "yes" : "")}"));
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
