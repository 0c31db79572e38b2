using Emnist.Recognition.Tests;
using Emnist.Recognition.Tool.Tests.Commands;

namespace Emnist.Recognition.Tool.Tests;

/// <summary>What prints does so alike in every culture.</summary>
public sealed class CultureTests
{
    public static TheoryData<Type, string> Tests => Cultures.With(typeof(ConsoleTablesTests), typeof(EvaluateMetricsTests), typeof(ReadOutputTests));

    [Theory]
    [MemberData(nameof(Tests))]
    public Task Tests_pass_in_every_culture(Type tests, string culture) => Cultures.RunAsync(tests, culture);
}
