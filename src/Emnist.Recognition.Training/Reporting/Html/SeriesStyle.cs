namespace Emnist.Recognition.Training.Reporting.Html;

/// <summary>How the lines of a chart are told apart: by six colours, and by dashes too, which need no colour.</summary>
internal static class SeriesStyle
{
    private static readonly string[] Classes =
    [
        .. from round in Enumerable.Range(0, 4)
           from colour in Enumerable.Range(0, 6)
           select $"c{colour} d{(colour + round) % 4}",
    ];

    /// <returns>The CSS classes of a series, from 0.</returns>
    public static string CssClass(int series) => Classes[series % Classes.Length];
}
