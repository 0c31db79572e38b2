using Emnist.Recognition.Training.Datasets;

#pragma warning disable IDE0130 // The probes pretend to be a part of the library.
namespace Emnist.Recognition.Imaging;

/// <summary>Each nested type breaks a rule in its own way, to show that the rules see it.</summary>
internal static class RuleProbes
{
    internal abstract class Field
    {
        protected LabeledImages? Images { get; set; }
    }

    internal abstract class Signature
    {
        public abstract void Take(List<LabeledImages[]> images);
    }

    internal static class Body
    {
        public static bool Digits() => CharacterMapping.Digits is null;
    }

    internal static class Lambda
    {
        public static Func<string, object> Load() => name => EmnistDataset.LoadSet(name);
    }

    internal static class Catch
    {
        public static void Run(Action action)
        {
            try
            {
                action();
            }
            catch (DatasetFormatException)
            {
            }
        }
    }

    internal sealed class Constraint<T>
        where T : IEquatable<LabeledImages>
    {
        public T? Value { get; set; }
    }

    internal static unsafe class Pointer
    {
        public static int First(byte[] bytes)
        {
            fixed (byte* first = bytes)
            {
                return *first;
            }
        }
    }
}
