using System.Globalization;
using System.Reflection;
using Xunit.Sdk;

namespace Emnist.Recognition.Tests;

/// <summary>Runs tests in cultures that write numbers with a comma, and Turkish's, whose capital of i has a dot.</summary>
internal static class Cultures
{
    public static IReadOnlyList<string> Names { get; } = ["de-DE", "tr-TR"];

    /// <summary>Every test class with every culture.</summary>
    public static TheoryData<Type, string> With(params Type[] tests)
    {
        var data = new TheoryData<Type, string>();
        foreach (Type test in tests)
        {
            foreach (string name in Names)
            {
                data.Add(test, name);
            }
        }

        return data;
    }

    /// <summary>Runs all tests of a class once more, in a culture. The caller's culture stays.</summary>
    public static async Task RunAsync(Type tests, string name)
    {
        CultureInfo.CurrentCulture = Create(name);
        Assert.Equal("0,5", $"{0.5}");
        int count = 0;
        foreach (MethodInfo test in tests.GetMethods().Where(static method => method.GetCustomAttribute<FactAttribute>() is { Skip: null }))
        {
            DataAttribute[] data = [.. test.GetCustomAttributes<DataAttribute>()];
            foreach (object?[]? row in data.Length == 0 ? [[]] : data.SelectMany(source => source.GetData(test)))
            {
                // [InlineData(null)] gives no row, and means a row of a null.
                await RunAsync(test, row ?? [null]);
                count++;
            }
        }

        Assert.NotEqual(0, count);
    }

    private static async Task RunAsync(MethodInfo test, object?[] row)
    {
        Type[] types = [.. test.GetParameters().Select(static parameter => parameter.ParameterType)];
        object?[] arguments = Reflector.ConvertArguments(TypeUtility.ResolveMethodArguments(test, row), types);
        object instance = Activator.CreateInstance(test.DeclaringType!)!;
        try
        {
            if (test.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null) is Task running)
            {
                await running;
            }
        }
        catch (Exception e)
        {
            throw new XunitException($"{test.Name}({string.Join(", ", row)}) fails in {CultureInfo.CurrentCulture.Name}: {e}");
        }
        finally
        {
            (instance as IDisposable)?.Dispose();
        }
    }

    /// <summary>The culture, or where the system has no data of cultures, one whose numbers look alike.</summary>
    private static CultureInfo Create(string name)
    {
        try
        {
            return CultureInfo.GetCultureInfo(name);
        }
        catch (CultureNotFoundException)
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            NumberFormatInfo numbers = culture.NumberFormat;
            numbers.NumberDecimalSeparator = numbers.PercentDecimalSeparator = ",";
            numbers.NumberGroupSeparator = numbers.PercentGroupSeparator = ".";
            numbers.NegativeSign = "minus";
            return culture;
        }
    }
}
