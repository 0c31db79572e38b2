using System.Reflection;
using System.Runtime.CompilerServices;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Reading;

namespace Emnist.Recognition.Tests.Architecture;

public sealed class DependencyRulesTests
{
    [Fact]
    public void The_libraries_keep_their_dependency_rules()
    {
        IReadOnlyList<string> faults = DependencyRules.Faults(
            [.. typeof(GrayImage).Assembly.GetTypes(), .. typeof(LabeledImages).Assembly.GetTypes()]);

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    [Fact]
    public void Reading_answers_in_the_facade_s_words_without_knowing_who_asks()
    {
        Type[] reading = [.. typeof(TextReading).Assembly.GetTypes().Where(type => type.Namespace == typeof(TextReading).Namespace)];

        Assert.DoesNotContain(reading, type => TypeReferences.Of(type).Contains(typeof(CharacterRecognizer)));
    }

    [Fact]
    public void The_tool_is_written_against_the_public_API_alone() => Assert.DoesNotContain(
        new[] { typeof(GrayImage), typeof(LabeledImages) }
            .SelectMany(static type => type.Assembly.GetCustomAttributes<InternalsVisibleToAttribute>()),
        static friend => friend.AssemblyName.StartsWith("Emnist.Recognition.Tool", StringComparison.Ordinal));

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
}
