using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Emnist.Recognition.Tool;

/// <summary>Shows a command's examples and remarks after its options.</summary>
internal sealed class ExampleHelp(HelpAction usual) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public static void AddTo(RootCommand root)
    {
        HelpOption option = root.Options.OfType<HelpOption>().Single();
        option.Action = new ExampleHelp((HelpAction)option.Action!);
    }

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
