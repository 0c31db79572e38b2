using System.Text.Json;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests.Commands;

public sealed class ReadFormsTests : IDisposable
{
    private static readonly string Samples = Path.Combine(Checkout.Root, "samples", "Forms");
    private static readonly string Form = Path.Combine(Samples, "form.png");
    private static readonly string Sudoku = Path.Combine(Samples, "sudoku.png");

    private readonly string _folder = Directory.CreateTempSubdirectory("emnist-forms-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Text_shows_empty_boxes()
    {
        ToolRun lines = await ToolRun.Of("read", "--text", "--characters", "digits", Form);
        ToolRun json = await ToolRun.Of("read", "--text", "--characters", "digits", "--json", Form);

        Assert.Equal("8033\\n24_7", lines.Output.Split('\t')[1]);
        Assert.Equal("Recognized", lines.Output.TrimEnd().Split('\t')[3]);
        JsonElement answer = JsonDocument.Parse(json.Output).RootElement;
        Assert.Equal("8033\n247", answer.GetProperty("text").GetString());
        JsonElement empty = answer.GetProperty("lines")[1].GetProperty("words")[0].GetProperty("characters")[2];
        Assert.Equal("Blank", empty.GetProperty("prediction").GetProperty("status").GetString());
        Assert.Equal(172, empty.GetProperty("box").GetProperty("x").GetInt32(), 4.0);
        Assert.Equal(56, empty.GetProperty("bounds").GetProperty("width").GetInt32(), 4.0);
    }

    [Theory]
    [InlineData("x,y,width,height\n116,190,56,70\n172,190,56,70\n\n")]
    [InlineData("116;190;56;70\r\n172;190;56;70\r\n")]
    [InlineData("""[{"x":116,"y":190,"width":56,"height":70},{"x":172,"y":190,"width":56,"height":70}]""")]
    public async Task Fields_are_read_in_the_order_of_their_file(string fields)
    {
        ToolRun lines = await ToolRun.Of("read", "--characters", "digits", "--fields", Write(fields), Form);
        ToolRun json = await ToolRun.Of("read", "--characters", "digits", "--json", "--top", "2", "--fields", Write(fields), Form);

        string[][] rows = [.. lines.Output.TrimEnd().Split('\n').Select(static line => line.Split('\t'))];
        Assert.Equal([Form, "4"], rows[0][..2]);
        Assert.Equal(["Recognized", "116,190,56,70"], rows[0][3..]);
        Assert.Equal([Form, "", "", "Blank", "172,190,56,70"], rows[1]);
        JsonElement[] read = [.. JsonDocument.Parse(json.Output).RootElement.GetProperty("fields").EnumerateArray()];
        Assert.Equal(["4", ""], read.Select(static field => field.GetProperty("character").GetString()));
        Assert.Equal(2, read[0].GetProperty("prediction").GetProperty("candidates").GetArrayLength());
        Assert.Equal(116, read[0].GetProperty("bounds").GetProperty("x").GetInt32());
    }

    [Fact]
    public async Task A_grid_is_read_row_by_row_or_told_to_be_none()
    {
        ToolRun found = await ToolRun.Of("read", "--characters", "digits", "--grid", "9x9", Sudoku);
        ToolRun none = await ToolRun.Of("read", "--grid", "8x9", Sudoku);
        ToolRun json = await ToolRun.Of("read", "--grid", "8x9", "--json", Sudoku);

        string[][] rows = [.. found.Output.TrimEnd().Split('\n').Select(static line => line.Split('\t'))];
        Assert.Equal(81, rows.Length);
        Assert.Equal("53..7....6..195...", string.Concat(rows.Take(18).Select(static row => row[1].Length == 0 ? "." : row[1])));
        Assert.Equal($"{Sudoku}\t\t\tNoGrid\n", none.Output);
        Assert.Equal("""NoGrid {"rows":8,"columns":9,"cells":[]}""", string.Join(
            ' ', JsonDocument.Parse(json.Output).RootElement.EnumerateObject().Skip(1).Select(static member => member.Value.ToString())));
    }

    [Theory]
    [InlineData("1,2,3", "line 1 of")]
    [InlineData("x,y,w,h\n1,2,3,4\n1,2,3,4.5\n", "line 3 of")]
    [InlineData("""[{"x":1}]""", "at field 1:")]
    [InlineData("", "has no field")]
    public async Task A_file_that_has_no_fields_is_refused(string fields, string problem)
    {
        ToolRun run = await ToolRun.Of("read", "--fields", Write(fields), Form);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task What_cannot_be_asked_is_refused()
    {
        Assert.Equal(2, (await ToolRun.Of("read", "--grid", "9", Sudoku)).ExitCode);
        Assert.Equal(2, (await ToolRun.Of("read", "--grid", "1x1", Sudoku)).ExitCode);
        Assert.Equal(2, (await ToolRun.Of("read", "--text", "--grid", "9x9", Sudoku)).ExitCode);
        ToolRun outside = await ToolRun.Of("read", "--fields", Write("360,300,40,40"), Form);
        Assert.Equal(1, outside.ExitCode);
        Assert.Equal($"{Form}\t\t\tUnreadable\n", outside.Output);
        Assert.Equal($"emnist: {Form}: Field 1 of 1, (360, 300) 40 x 40, does not lie within the picture of 380 x 320.", outside.ErrorLines[0]);
    }

    private string Write(string content)
    {
        string path = Path.Combine(_folder, "fields.txt");
        File.WriteAllText(path, content);
        return path;
    }
}
