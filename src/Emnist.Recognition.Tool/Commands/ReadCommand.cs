using System.CommandLine;
using Emnist.Recognition.Tool.Reading;

namespace Emnist.Recognition.Tool.Commands;

/// <summary><c>emnist read</c></summary>
internal static class ReadCommand
{
    private const string Remarks =
        """
        On a terminal, one picture is shown with its answer and the runners-up. Else there is a line for each picture, in the
        order in which they are named: file, character, confidence and status, with a tab between each two; with --text the
        text, _ for an empty box of a form, and the confidence of its least certain character; with --fields and --grid a line
        for each field, and its place after the status. The status is Recognized, Blank, NotACharacter,
        SeveralCharacters, NoGrid or Unreadable.
        --json writes an object a line in place of that (docs/command-line.md).

        A file that cannot be read is named on the standard error, and the others are read all the same; the exit code is then
        1. Ctrl-C stops with exit code 130: the lines until then are whole.

        Examples:
          emnist read letter.png
          emnist read --characters digits --json scans
          emnist read --text --characters 0-9 --count 5 postcode.jpg
          emnist read --text --pattern 99/99/9999 date.jpg
          emnist read --characters digits --fields boxes.csv form.jpg
          emnist read --characters digits --grid 9x9 sudoku.jpg
          find . -name '*.png' -print0 | emnist read --files-from - > answers.tsv
          curl -s https://example.org/letter.png | emnist read -

        """;

    public static Command Create(ToolConsole console)
    {
        var options = new ReadOptions();
        var command = new DocumentedCommand("read", "Reads the characters in pictures.", Remarks);
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Run(options.Read(parsed, console), console, cancellationToken)));
        return command;
    }

    private static int Run(ReadRequest request, ToolConsole console, CancellationToken cancellationToken)
    {
        (int read, int failed) = (0, 0);
        try
        {
            IEnumerable<Answer> answers = request.OnlyFile is { } file
                ? [request.Reader.Read(file, cancellationToken)]
                : OrderedWork.Run(request.Pictures, picture => request.Reader.Read(picture, cancellationToken), cancellationToken);
            foreach (Answer answer in answers)
            {
                if (answer.Fault is { } fault)
                {
                    console.Note(fault);
                    failed++;
                }

                request.Writer.Write(answer);
                read++;
            }
        }
        catch (OperationCanceledException)
        {
            throw new ToolException($"stopped after {read} pictures.", ExitCode.Stopped);
        }

        if (failed > 0 && read > 1)
        {
            console.Note($"{failed} of {read} pictures could not be read.");
        }

        return failed == 0 ? ExitCode.Success : ExitCode.Failed;
    }
}
