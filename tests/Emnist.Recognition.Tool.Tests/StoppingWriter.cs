namespace Emnist.Recognition.Tool.Tests;

/// <summary>Stops the work when a line that is waited for is written, as someone who watches does with Ctrl-C.</summary>
internal sealed class StoppingWriter(string start, CancellationTokenSource source) : StringWriter
{
    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value?.StartsWith(start, StringComparison.Ordinal) == true)
        {
            source.Cancel();
        }
    }
}
