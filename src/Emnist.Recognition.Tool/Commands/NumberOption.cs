using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>Makes options of numbers, which say what they take when they are given something else.</summary>
internal static class NumberOption
{
    public static Option<int?> Whole(string name, int least, string description) =>
        Create<int>(
            name, description, value => value >= least,
            text => (least == int.MinValue, IsTooLong(text)) switch
            {
                (true, false) => "a whole number",
                (_, false) => $"a whole number from {least}",
                _ => $"a whole number from {least} to {int.MaxValue}",
            });

    public static Option<float?> Real(string name, Predicate<float> isRight, string range, string description) =>
        Create(name, description, isRight, _ => range);

    private static Option<T?> Create<T>(string name, string description, Predicate<T> isRight, Func<string, string> range)
        where T : struct, INumber<T> => new(name)
        {
            HelpName = "NUMBER",
            Description = description,
            CustomParser = result => Parse(result, name, isRight, range),
        };

    /// <summary>Whether it is a whole number, but one of more than 32 bits.</summary>
    private static bool IsTooLong(string text) =>
        BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger value)
        && (value > int.MaxValue || value < int.MinValue);

    private static T? Parse<T>(ArgumentResult result, string name, Predicate<T> isRight, Func<string, string> range)
        where T : struct, INumber<T>
    {
        string text = result.Tokens[0].Value;
        if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value) && isRight(value))
        {
            return value;
        }

        result.AddError($"{name} takes {range(text)}, not '{text}'.");
        return null;
    }
}
