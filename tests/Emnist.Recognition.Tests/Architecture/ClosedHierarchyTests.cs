using System.Reflection;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Callbacks;

namespace Emnist.Recognition.Tests.Architecture;

/// <summary>
/// A hierarchy whose members the library lists must not be derived from outside: what it does not know, it would treat as
/// something else. A record always can be, through its copy constructor.
/// </summary>
public sealed class ClosedHierarchyTests
{
    /// <summary>What is meant to be derived from.</summary>
    private static readonly Type[] Open = [typeof(RecognitionException), typeof(TrainingCallback)];

    [Fact]
    public void No_public_abstract_class_can_be_derived_from_outside() =>
        Assert.Empty(Assemblies().SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type.IsClass && !type.IsSealed && !Open.Contains(type) && Constructors(type).Any(IsVisibleOutside))
            .Select(type => type.FullName));

    [Fact]
    public void The_test_sees_a_record_s_copy_constructor() =>
        Assert.Contains(Constructors(typeof(LeakyRecord)), IsVisibleOutside);

    private static Assembly[] Assemblies() => [typeof(CharacterRecognizer).Assembly, typeof(Trainer).Assembly];

    private static ConstructorInfo[] Constructors(Type type) =>
        type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    private static bool IsVisibleOutside(ConstructorInfo constructor) => constructor.IsPublic || constructor.IsFamily || constructor.IsFamilyOrAssembly;

    private abstract record LeakyRecord
    {
        private protected LeakyRecord()
        {
        }
    }
}
