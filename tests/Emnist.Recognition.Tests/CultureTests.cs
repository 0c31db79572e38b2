using Emnist.Recognition.Tests.Imaging;
using Emnist.Recognition.Tests.Networks;
using Emnist.Recognition.Tests.Onnx;

namespace Emnist.Recognition.Tests;

/// <summary>What parses or prints does so alike in every culture.</summary>
public sealed class CultureTests
{
    public static TheoryData<Type, string> Tests => Cultures.With(
        typeof(CharacterRecognizerTests), typeof(CharacterSetTests), typeof(GrayImageTests), typeof(ModelFormTests), typeof(NetworkTests),
        typeof(OnnxModelTests), typeof(PnmDamageTests), typeof(RecognizerOptionsTests), typeof(ResultJsonTests),
        typeof(RoundTripTests), typeof(SimpleFormatReferenceTests));

    [Theory]
    [MemberData(nameof(Tests))]
    public Task Tests_pass_in_every_culture(Type tests, string culture) => Cultures.RunAsync(tests, culture);
}
