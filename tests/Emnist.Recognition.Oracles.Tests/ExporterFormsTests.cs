using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Oracles.Tests;

/// <summary>Models as other exporters write them, read here and run by ONNX Runtime.</summary>
public sealed class ExporterFormsTests
{
    private static readonly string Cases = Path.Combine(TestData.RepositoryRoot, "tests", "Emnist.Recognition.Oracles.Tests", "Cases");

    public static TheoryData<string> Forms => [.. ExporterForms.All.Keys];

    public static TheoryData<string> CaseFiles => [.. Directory.GetFiles(Cases, "*.onnx").Select(static path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_agrees_in_all_its_operator_sets(string name)
    {
        ExporterForms.Form form = ExporterForms.All[name];
        for (int set = form.First; set <= form.Last; set++)
        {
            byte[] file = form.Write(set, set);
            OnnxModel model = ExporterAgreement.AssertAgrees(file, $"{name}, operator set {set}", form.IsLogarithm);

            Assert.Equal(set, model.LoadedAs!.OperatorSet);
            Assert.False(form.IsLogarithm && model.LoadedAs.Softmax == true, $"{name} gives logarithms, not probabilities.");
        }
    }

    /// <summary>Small models of other exporters, after what people reported.</summary>
    [Theory]
    [MemberData(nameof(CaseFiles))]
    public void Cases_of_other_exporters_agree(string file) =>
        ExporterAgreement.AssertAgrees(Path.Combine(Cases, file), isLogarithm: file == "logsoftmax.onnx");
}
