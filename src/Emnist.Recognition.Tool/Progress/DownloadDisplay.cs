using System.Globalization;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Progress;

/// <summary>How far a download is: a line that counts where a person looks, else a line for each stage of a file.</summary>
internal sealed class DownloadDisplay(ToolConsole console) : IProgress<DownloadProgress>, IDisposable
{
    private readonly Lock _lock = new();
    private (string File, DownloadStage Stage) _current;
    private int _percent;
    private bool _isCounting;

    public void Report(DownloadProgress value)
    {
        lock (_lock)
        {
            int percent = value.BytesTotal > 0 ? (int)(100 * value.BytesDone / value.BytesTotal) : 0;
            bool isNew = _current != (value.File, value.Stage);
            if (isNew)
            {
                EndLine();
                _current = (value.File, value.Stage);
            }

            if (!console.IsErrorTerminal && isNew)
            {
                console.Note(Describe(value));
            }
            else if (console.IsErrorTerminal && (isNew || percent != _percent))
            {
                console.Error.Write($"\r{Describe(value)} {percent,3} %");
                _isCounting = true;
            }

            _percent = percent;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            EndLine();
        }
    }

    private static string Describe(DownloadProgress value) => value.Stage switch
    {
        DownloadStage.Waiting => $"waiting for another download to {value.File}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value.Stage.ToString().ToLowerInvariant()} {value.File}, {value.BytesTotal / 1e6:F1} MB"),
    };

    private void EndLine()
    {
        if (_isCounting)
        {
            console.Error.WriteLine();
            _isCounting = false;
        }
    }
}
