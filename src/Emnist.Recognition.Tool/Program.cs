using Emnist.Recognition.Tool;

using var interruption = new Interruption();
return await EmnistTool.RunAsync(args, ToolConsole.OfProcess(), interruption.Token);
