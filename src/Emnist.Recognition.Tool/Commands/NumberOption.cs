using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>Makes options of numbers, which say what they take when they are given something else.</summary>
internal static class NumberOption
{
    public static Option<int?> Whole(string name, int least, string description) =>
        Create<int>(name, description, value => value >= least, least == int.MinValue ? "a whole number" : $"a whole number from {least}");

    public static Option<float?> Real(string name, Predicate<float> isRight, string range, string description) =>
        Create(name, description, isRight, range);

    private static Option<T?> Create<T>(string name, string description, Predicate<T> isRight, string range)
        where T : struct, INumber<T> => new(name)
        {
            HelpName = "NUMBER",
            Description = description,
            CustomParser = result => Parse(result, name, isRight, range),
        };

    private static T? Parse<T>(ArgumentResult result, string name, Predicate<T> isRight, string range)
        where T : struct, INumber<T>
    {
        string text = result.Tokens[0].Value;
        if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value) && isRight(value))
        {
            return value;
        }

        result.AddError($"{name} takes {range}, not '{text}'.");
        return null;
    }
}
