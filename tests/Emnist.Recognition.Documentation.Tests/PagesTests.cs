namespace Emnist.Recognition.Documentation.Tests;

/// <summary>
/// Runs README and docs: the blocks <c>csharp</c> and <c>sh</c> of a page in their order, in a folder of its own. A block
/// <c>text</c> that follows at once is what a block prints, where a line of three dots stands for any lines. A comment
/// <c>needs: ...</c> before a block says why it is not run; its C# is compiled all the same. Blocks <c>python</c> are run where
/// they name the module that they want.
/// </summary>
public sealed class PagesTests
{
    /// <summary>Why blocks are not run, and how many of each there are: a new one is put here on purpose.</summary>
    private static readonly Dictionary<string, int> Marked = new()
    {
        // Packages are installed or packed, or data is downloaded.
        ["network"] = 9,

        // Real data, and hours or a quiet machine.
        ["hours"] = 8,

        // A server that runs until it is stopped, or requests to it.
        ["server"] = 5,

        // Other programs, which few machines have.
        ["tools"] = 2,
    };

    public static TheoryData<string> Pages => [.. Repository.UserPages];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Code_runs(string page)
    {
        using var workspace = new PageWorkspace();
        var csharp = new CSharpBlocks();
        foreach (CodeBlock block in new MarkdownPage(Repository.PathOf(page)).Blocks)
        {
            try
            {
                string? output = block.Language switch
                {
                    "csharp" or "csharp mlnet" or "csharp keras" => await RunAsync(csharp.Compile(block.Code), block, workspace),
                    "sh" when block.Needs is null && ShellBlocks.CanRun => await ShellBlocks.RunAsync(block.Code, workspace),
                    _ when PythonBlocks.ModuleOf(block) is { } module && PythonBlocks.CanRun(module) =>
                        await PythonBlocks.RunAsync(block.Code, workspace),
                    _ => null,
                };
                if (output is not null && block.Output is not null)
                {
                    AssertPrints(block.Output, output);
                }
            }
            catch (Exception e)
            {
                Assert.Fail($"{page}:{block.Line}: {e}");
            }
        }
    }

    [Fact]
    public void Every_block_is_of_a_kind_that_is_run_or_needs_no_run() => Assert.All(AllBlocks(), page => Assert.Contains(
        page.Block.Language,

        // "before 14" and "images" are compiled by the tests of ML.NET's packages, "onnxruntime" is run by those against it, "pictures"
        // and "opentelemetry" are compiled by the tests of snippets, which count what is "uncompiled".
        (string[])["csharp", "csharp mlnet", "csharp keras", "csharp before 14", "csharp images", "csharp onnxruntime", "csharp pictures",
            "csharp opentelemetry", "csharp uncompiled", "sh", "vb", "fsharp", "text", "json", "xml", "html", "javascript",
            "dockerfile", "yaml", "python", "python cv2", "python onnx", "python torch", "protobuf"]));

    [Fact]
    public void The_blocks_that_are_not_run_are_as_many_as_recorded()
    {
        Dictionary<string, int> found = AllBlocks().Where(page => page.Block.Needs is not null)
            .CountBy(page => page.Block.Needs!).ToDictionary();

        Assert.Equal(Marked.OrderBy(mark => mark.Key), found.OrderBy(mark => mark.Key));
    }

    private static IEnumerable<(string Page, CodeBlock Block)> AllBlocks() =>
        Repository.UserPages.SelectMany(page => new MarkdownPage(Repository.PathOf(page)).Blocks.Select(block => (page, block)));

    private static async Task<string?> RunAsync(Func<string[], Task> run, CodeBlock block, PageWorkspace workspace)
    {
        if (block.Needs is not null)
        {
            return null;
        }

        using var here = new Surroundings(workspace);
        await Task.Run(() => run([])).WaitAsync(ShellBlocks.Limit);
        return here.Output;
    }

    private static void AssertPrints(string expected, string output)
    {
        string[] lines = Lines(output);
        int next = 0;
        bool anywhere = false;
        foreach (string line in Lines(expected))
        {
            if (line == "...")
            {
                anywhere = true;
                continue;
            }

            int found = anywhere ? Array.IndexOf(lines, line, next) : next < lines.Length && lines[next] == line ? next : -1;
            Assert.True(found >= 0, $"'{line}' is not printed after line {next} of:\n{output}");
            next = found + 1;
            anywhere = false;
        }

        Assert.True(anywhere || next == lines.Length, $"More is printed:\n{output}");
    }

    private static string[] Lines(string text) =>
        [.. text.ReplaceLineEndings("\n").Trim('\n').Split('\n').Select(line => line.TrimEnd())];
}
