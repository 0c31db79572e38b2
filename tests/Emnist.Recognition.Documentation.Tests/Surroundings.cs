using System.Globalization;

namespace Emnist.Recognition.Documentation.Tests;

/// <summary>
/// Puts code that runs in this process into a page's folder: working folder, environment, console, and a culture. The one test class
/// that does so runs its tests one by one.
/// </summary>
internal sealed class Surroundings : IDisposable
{
    private readonly string _folder = Environment.CurrentDirectory;
    private readonly TextWriter _console = Console.Out;
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly Dictionary<string, string?> _environment;
    private readonly StringWriter _output = new();

    public Surroundings(PageWorkspace workspace)
    {
        _environment = workspace.Environment.Keys.ToDictionary(name => name, Environment.GetEnvironmentVariable);
        Set(workspace.Environment!);
        Environment.CurrentDirectory = workspace.Path;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Console.SetOut(_output);
    }

    public string Output => _output.ToString();

    public void Dispose()
    {
        Console.SetOut(_console);
        CultureInfo.CurrentCulture = _culture;
        Environment.CurrentDirectory = _folder;
        Set(_environment);
        _output.Dispose();
    }

    private static void Set(IReadOnlyDictionary<string, string?> variables)
    {
        foreach ((string name, string? value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
