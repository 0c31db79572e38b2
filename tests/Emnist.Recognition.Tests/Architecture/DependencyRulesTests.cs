using System.Reflection;
using System.Runtime.CompilerServices;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Inference;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Reading;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Callbacks;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Reporting;
using Emnist.Recognition.Training.Search;

namespace Emnist.Recognition.Tests.Architecture;

public sealed class DependencyRulesTests
{
    private static readonly Assembly Core = typeof(GrayImage).Assembly;
    private static readonly Assembly Training = typeof(LabeledImages).Assembly;

    private static IEnumerable<Type> Types => [.. Core.GetTypes(), .. Training.GetTypes()];

    [Fact]
    public void The_libraries_keep_their_dependency_rules() => AssertNone(DependencyRules.Faults(Types));

    [Fact]
    public void No_circle_of_types_passes_through_several_rooms() => AssertNone(DependencyRules.Circles(Types));

    [Fact]
    public void The_rules_allow_no_more_than_is_used() => AssertNone(DependencyRules.Unused(Types));

    [Fact]
    public void The_core_needs_one_package_and_has_few_public_types()
    {
        Assert.Equal(["System.Numerics.Tensors"], ReferencesBeyondNet(Core));
        Assert.InRange(Core.GetExportedTypes().Length, 1, 64);
    }

    [Fact]
    public void Training_needs_the_core_and_its_package_alone() =>
        Assert.Equal(["Emnist.Recognition", "System.Numerics.Tensors"], ReferencesBeyondNet(Training));

    [Theory]
    [InlineData("Tool")]
    [InlineData("MLNet")]
    [InlineData("SkiaSharp")]
    [InlineData("Keras")]
    [InlineData("OnnxRuntime")]
    public void The_tool_and_the_integrations_are_written_against_the_public_API_alone(string name) => Assert.DoesNotContain(
        new[] { Core, Training }.SelectMany(static assembly => assembly.GetCustomAttributes<InternalsVisibleToAttribute>()),
        friend => friend.AssemblyName.StartsWith($"Emnist.Recognition.{name}", StringComparison.Ordinal));

    [Theory]
    [InlineData(typeof(RuleProbes.Field), "LabeledImages: Imaging may not know Training.Datasets")]
    [InlineData(typeof(RuleProbes.Signature), "LabeledImages: Imaging may not know Training.Datasets")]
    [InlineData(typeof(RuleProbes.Body), "CharacterMapping: Imaging may not know Training.Datasets")]
    [InlineData(typeof(RuleProbes.Lambda), "EmnistDataset: Imaging may not know Training.Datasets")]
    [InlineData(typeof(RuleProbes.Catch), "DatasetFormatException: Imaging may not know Training.Datasets")]
    [InlineData(typeof(RuleProbes.Constraint<>), "LabeledImages: Imaging may not know Training.Datasets")]
    [InlineData(typeof(RuleProbes.Pointer), "System.Byte*: only Numerics is unsafe")]
    public void The_rules_see_every_kind_of_reference(Type probe, string expected)
    {
        IReadOnlyList<string> faults = DependencyRules.Faults([probe, .. probe.GetNestedTypes(BindingFlags.NonPublic)]);

        Assert.Contains(faults, fault => fault.EndsWith(expected, StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.StartsWith($"{typeof(RuleProbes)} -> ", fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Reading", typeof(CharacterRecognizer))]
    [InlineData("Reading", typeof(RecognizerOptions))]
    [InlineData("Reading", typeof(EmbeddedModel))]
    [InlineData("Reading", typeof(Network))]
    [InlineData("Imaging", typeof(InferencePlan))]
    [InlineData("Imaging", typeof(TextReading))]
    [InlineData("Imaging.Codecs", typeof(CharacterNormalizer))]
    [InlineData("Imaging.Normalization", typeof(CharacterNormalizer))]
    [InlineData("Imaging.Planes", typeof(CharacterNormalizer))]
    [InlineData("Onnx", typeof(InferencePlan))]
    [InlineData("Networks", typeof(GrayImage))]
    [InlineData("Networks", typeof(LabeledImages))]
    [InlineData("Networks.Inference", typeof(Network))]
    [InlineData("Networks.Layers", typeof(InferencePlan))]
    [InlineData("Networks.Layers", typeof(Network))]
    [InlineData("Numerics", typeof(TensorShape))]
    [InlineData("IO", typeof(OnnxModel))]
    [InlineData("Training", typeof(HyperparameterSearch))]
    [InlineData("Training", typeof(EvaluationReport))]
    [InlineData("Training.Callbacks", typeof(Trainer))]
    [InlineData("Training.Optimizers", typeof(TrainerOptions))]
    [InlineData("Training.Checkpoints", typeof(TrainingCallback))]
    [InlineData("Training.Backpropagation", typeof(InferencePlan))]
    [InlineData("Training.Datasets", typeof(Network))]
    [InlineData("Training.Evaluation", typeof(Network))]
    [InlineData("Training.Evaluation", typeof(EvaluationReport))]
    [InlineData("Training.Reporting", typeof(Trainer))]
    [InlineData("Training.Reporting", typeof(HyperparameterSearch))]
    [InlineData("Training.Reporting", typeof(Network))]
    [InlineData("Training.Numerics", typeof(Dense))]
    public void The_rules_refuse_what_a_room_may_not_know(string part, Type to) => Assert.False(DependencyRules.MayKnow(part, to));

    [Theory]
    [InlineData("Onnx.Reading", "Onnx", true)]
    [InlineData("Imaging.Codecs.Jpeg", "Imaging.Codecs", true)]
    [InlineData("Training.Reporting.Html", "Training.Reporting", true)]
    [InlineData("Unlisted", "Unlisted", false)]
    [InlineData("Networks.Unlisted", "Networks.Unlisted", false)]
    [InlineData("Training.Unlisted.Deep", "Training.Unlisted.Deep", false)]
    public void The_rules_know_the_room_of_a_folder_and_refuse_one_that_the_table_has_not(string folder, string part, bool known)
    {
        Assert.Equal(part, DependencyRules.Part(folder));
        Assert.Equal(known, DependencyRules.IsKnown(part));
    }

    [Fact]
    public void The_rules_see_a_circle()
    {
        var graph = new Dictionary<char, HashSet<char>> { ['a'] = ['a', 'b'], ['b'] = ['c'], ['c'] = ['b', 'd'], ['d'] = ['e'] };

        Assert.Equal(["bc"], DependencyRules.CirclesOf(graph).Select(static circle => string.Concat(circle.Order())));
        Assert.Equal(
            [$"a circle: {typeof(CircleProbe)}, {typeof(CircleProbeBack)}"],
            DependencyRules.Circles([typeof(CircleProbe), typeof(CircleProbeBack)]));
    }

    [Fact]
    public void The_rules_see_a_permission_that_nothing_uses() =>
        Assert.Contains("Imaging does not use Imaging.Codecs", DependencyRules.Unused([typeof(CircleProbe)]));

    private static void AssertNone(IReadOnlyList<string> faults) => Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));

    /// <summary>The assemblies that a library refers to and .NET itself does not bring.</summary>
    private static IEnumerable<string> ReferencesBeyondNet(Assembly library)
    {
        string net = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return library.GetReferencedAssemblies()
            .Select(static reference => reference.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) || !File.Exists(Path.Combine(net, $"{name}.dll")))
            .Order(StringComparer.Ordinal);
    }
}
