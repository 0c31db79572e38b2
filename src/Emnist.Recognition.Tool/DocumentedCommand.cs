using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Emnist.Recognition.Tool;

/// <summary>A command whose help ends in text of its own.</summary>
/// <param name="name">The word on the command line.</param>
/// <param name="description">What it does, in a line.</param>
/// <param name="remarks">Examples, and what its options cannot say in a line.</param>
internal sealed class DocumentedCommand(string name, string description, string remarks) : Command(name, description)
{
    /// <summary>Lets the help of a tool's commands show their remarks after their options.</summary>
    public static void ShowRemarks(RootCommand root)
    {
        HelpOption option = root.Options.OfType<HelpOption>().Single();
        option.Action = new Help((HelpAction)option.Action!);
    }

    private string Remarks { get; } = remarks;

    private sealed class Help(HelpAction usual) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int exitCode = usual.Invoke(parseResult);
            if (parseResult.CommandResult.Command is DocumentedCommand { Remarks: var remarks })
            {
                parseResult.InvocationConfiguration.Output.WriteLine(remarks);
            }

            return exitCode;
        }
    }
}
