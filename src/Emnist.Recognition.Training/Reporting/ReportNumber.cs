using System.Globalization;

namespace Emnist.Recognition.Training.Reporting;

/// <summary>Numbers as people read them, alike in every culture; what is not a number is <c>n/a</c>.</summary>
internal static class ReportNumber
{
    private const string None = "n/a";

    public static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Four places after the point.</summary>
    public static string Value(double value) =>
        double.IsFinite(value) ? value.ToString("F4", CultureInfo.InvariantCulture) : None;

    /// <summary>A share of 1 in percent.</summary>
    public static string Percent(double share) =>
        double.IsFinite(share) ? (100 * share).ToString("F2", CultureInfo.InvariantCulture) + " %" : None;

    public static string Seconds(TimeSpan duration) =>
        duration.TotalSeconds.ToString(duration < TimeSpan.FromMinutes(1) ? "0.00" : "#,0", CultureInfo.InvariantCulture) + " s";

    /// <summary>Whether text is a number that stands best at the right of its column.</summary>
    public static bool Is(string text) =>
        text == None
        || double.TryParse(Trim(text), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _);

    private static ReadOnlySpan<char> Trim(string text) => text is [.. var number, ' ', '%' or 's'] ? number : text;
}
