using System.CommandLine;

namespace Emnist.Recognition.Tool.Commands;

/// <summary><c>emnist data</c></summary>
internal static class DataCommand
{
    public static Command Create(ToolConsole console) => new("data", "Lists and downloads data sets.")
    {
        DataListCommand.Create(console),
        DataFetchCommand.Create(console),
    };
}
