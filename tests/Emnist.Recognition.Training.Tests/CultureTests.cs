using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Tests.Callbacks;
using Emnist.Recognition.Training.Tests.Checkpoints;
using Emnist.Recognition.Training.Tests.Datasets;
using Emnist.Recognition.Training.Tests.Datasets.Arrays;
using Emnist.Recognition.Training.Tests.Datasets.Csv;
using Emnist.Recognition.Training.Tests.Datasets.Downloads;
using Emnist.Recognition.Training.Tests.Datasets.Folders;
using Emnist.Recognition.Training.Tests.Evaluation;
using Emnist.Recognition.Training.Tests.Reporting;
using Emnist.Recognition.Training.Tests.Reporting.Html;
using Emnist.Recognition.Training.Tests.Search;

namespace Emnist.Recognition.Training.Tests;

/// <summary>What parses or prints does so alike in every culture.</summary>
public sealed class CultureTests
{
    public static TheoryData<Type, string> Tests => Cultures.With(
        typeof(CharacterMappingTests), typeof(CsvTableTests), typeof(EmnistCsvTests), typeof(EmnistDownloadTests),
        typeof(EmnistMappingTests), typeof(IdxFileTests), typeof(ImageFolderTests), typeof(DatasetFormatExceptionTests),
        typeof(LabeledImagesTests), typeof(ArrayFileTests), typeof(PixelScaleTests), typeof(TrainingHistoryTests), typeof(ClassificationMetricsTests), typeof(CallbackTests),
        typeof(CsvReportTests), typeof(DisplayTextTests), typeof(EvaluationReportTests),
        typeof(GoldenReportTests), typeof(JsonReportTests), typeof(MarkdownReportTests), typeof(AxisScaleTests),
        typeof(ConfusionHeatMapTests), typeof(FiguresTests), typeof(HtmlReportTests), typeof(HtmlTextTests),
        typeof(LearningCurveChartTests), typeof(MistakeGridTests), typeof(CheckpointTests), typeof(GoldenCheckpointTests),
        typeof(RunDescriptionTests), typeof(TrainerOptionsTests), typeof(RecordTextTests), typeof(HyperparameterSearchTests));

    [Theory]
    [MemberData(nameof(Tests))]
    public Task Tests_pass_in_every_culture(Type tests, string culture) => Cultures.RunAsync(tests, culture);
}
