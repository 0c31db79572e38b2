using System.Globalization;
using Emnist.Recognition.Training.Search;

namespace Emnist.Recognition.Tool.Progress;

/// <summary>Writes a line for each trial at the end of each round.</summary>
internal sealed class SearchLines(TextWriter writer) : IProgress<SearchProgress>
{
    public void Report(SearchProgress value)
    {
        if (value.Training.Finished is { } epoch && epoch.Epoch == value.RoundEpochs)
        {
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"epoch {value.RoundEpochs}, trial {value.Place} of {value.Places}: {value.Values}: validation accuracy {epoch.ValidationAccuracy:P2}"));
        }
    }
}
