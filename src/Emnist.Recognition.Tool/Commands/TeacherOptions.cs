using System.CommandLine;
using Emnist.Recognition.Tool.Models;
using Emnist.Recognition.Training;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>The options that name trained models to learn from.</summary>
internal sealed class TeacherOptions
{
    private readonly Option<string[]> _teachers = new("--teacher")
    {
        HelpName = "default|FILE",
        Description = "A trained model of the same classes to learn from beside the labels; the probabilities of several are averaged.",
    };

    private readonly Option<float?> _weight = NumberOption.Real(
        "--teacher-weight", static weight => weight is > 0 and <= 1, "a number above 0, at most 1",
        "The part of each target that is the teachers'. Default: 0.5.");

    public void AddTo(Command command)
    {
        command.Add(_teachers);
        command.Add(_weight);
    }

    /// <exception cref="ToolException">A teacher is no model, or there is a weight and no teacher.</exception>
    public IReadOnlyList<NamedModel> Read(ParseResult parsed)
    {
        string[] names = parsed.GetValue(_teachers) ?? [];
        return names.Length > 0 || parsed.GetValue(_weight) is null
            ? [.. names.Select(ModelChoice.LoadModel)]
            : throw ToolException.Usage("--teacher-weight needs --teacher, a model to learn from.");
    }

    public Distillation? Distill(ParseResult parsed, IReadOnlyList<NamedModel> teachers)
    {
        if (teachers.Count == 0)
        {
            return null;
        }

        var distillation = new Distillation { Teachers = [.. teachers.Select(static teacher => teacher.Model.Network)] };
        distillation.Weight = parsed.GetValue(_weight) ?? distillation.Weight;
        return distillation;
    }
}
