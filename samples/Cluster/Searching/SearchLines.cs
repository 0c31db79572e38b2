using System.Globalization;
using Emnist.Recognition.Training.Search;

namespace Cluster.Searching;

/// <summary>Lines on the standard error, by which one sees how a search goes: those of the silos', and of what is trained here.</summary>
internal sealed class SearchLines : IProgress<SearchProgress>
{
    public static void Write(FormattableString line) => Console.Error.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    public void Report(SearchProgress value)
    {
        if (value.Training.Finished is { } epoch)
        {
            Write($"trial {value.Trial} ({value.Values}): {epoch} (here)");
        }
    }
}
