using Emnist.Recognition.Tests;

namespace Emnist.Recognition.MLNet.Tests;

/// <summary>What is saved in pipelines and said in messages, in other cultures as well.</summary>
public class CultureTests
{
    [Theory]
    [MemberData(nameof(Classes))]
    public Task Tests_pass_in_other_cultures(Type tests, string culture) => Cultures.RunAsync(tests, culture);

    public static TheoryData<Type, string> Classes => Cultures.With(typeof(NormalizeTests), typeof(ErrorTests));
}
