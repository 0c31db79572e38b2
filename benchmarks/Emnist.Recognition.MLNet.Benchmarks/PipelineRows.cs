using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Benchmarks;

/// <summary>A row of raw pixels.</summary>
internal sealed class PixelsRow
{
    [VectorType(784)]
    public byte[] Pixels { get; set; } = [];
}

/// <summary>A row of features, [1, 28, 28] and 0 to 1, as the exported file takes them.</summary>
internal sealed class FeaturesRow
{
    [VectorType(1, 28, 28)]
    public float[] Features { get; set; } = [];
}

internal sealed class Reading
{
    public float[] Score { get; set; } = [];

    public uint PredictedLabel { get; set; }
}

/// <summary>Reads columns to the end of a view.</summary>
internal static class Reader
{
    /// <summary>All scores, and all answers where there is such a column; what is read is summed, so that none of it is left out.</summary>
    public static double Read(IDataView view, string scoreColumn, string? labelColumn)
    {
        DataViewSchema.Column score = view.Schema[scoreColumn];
        DataViewSchema.Column? label = labelColumn is null ? null : view.Schema[labelColumn];
        using DataViewRowCursor cursor = view.GetRowCursor(label is { } column ? [score, column] : [score]);
        ValueGetter<VBuffer<float>> scores = cursor.GetGetter<VBuffer<float>>(score);
        ValueGetter<uint>? answers = label is { } key ? cursor.GetGetter<uint>(key) : null;
        VBuffer<float> row = default;
        uint answer = 0;
        double sum = 0;
        while (cursor.MoveNext())
        {
            scores(ref row);
            answers?.Invoke(ref answer);
            sum += row.GetValues()[0] + answer;
        }

        return sum;
    }
}
