using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Training.Tests.Reporting;

public sealed class DisplayTextTests
{
    [Fact]
    public void Nothing_printable_controls_a_terminal() =>
        Assert.Equal("a  b \uFFFD[31m \uFFFD\uFFFD\uFFFD\uFFFD\U0001F600", DisplayText.Printable("a\r\nb\t\u001B[31m \u202E\u0085\u2028\uD83D\U0001F600"));
}
