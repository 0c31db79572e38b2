using System.Security.Cryptography;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Tool.Models;

/// <summary>A trained model that a training starts or learns from.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Model">The model.</param>
internal sealed record NamedModel(string Name, OnnxModel Model)
{
    /// <summary>The file's name and the hash of the model as the library writes it, by which it is told again.</summary>
    public string Description
    {
        get
        {
            using var file = new MemoryStream();
            Model.Save(file);
            return $"{Path.GetFileName(Name)} (SHA-256 {Convert.ToHexStringLower(SHA256.HashData(file.ToArray()))})";
        }
    }

    /// <exception cref="ToolException">The model names other classes, or in another order.</exception>
    public void ThrowIfOtherClasses(IReadOnlyList<string> classNames)
    {
        for (int i = 0; i < classNames.Count; i++)
        {
            if (i >= Model.ClassNames.Count || Model.ClassNames[i] != classNames[i])
            {
                string own = i < Model.ClassNames.Count ? $"'{Model.ClassNames[i]}'" : "missing";
                throw new ToolException($"{Name}: class {i} of this model is {own}, that of the images '{classNames[i]}': the classes "
                    + "must be the same, in the same order.");
            }
        }
    }

    /// <summary>
    /// Refuses a model that takes other values or images that lie otherwise than training images do, and remarks one that is framed
    /// otherwise than these are.
    /// </summary>
    /// <exception cref="ToolException">The model takes other values, or images that lie on their side.</exception>
    public void ThrowIfOtherForm(CharacterFraming? framing, ToolConsole console)
    {
        if (Model.InputForm is not { } form)
        {
            return;
        }

        if (form is not { Ground: 0, Ink: 1, Transposed: false })
        {
            throw new ToolException($"{Name}: it takes images of {FormText.Describe(form)}, and training images are 0 to 1 and upright.");
        }

        if (framing is { } other && other != form.Framing)
        {
            console.Note($"{Name} was trained on images {FormText.DescribeFraming(form.Framing)}; these are {FormText.DescribeFraming(other)}.");
        }
    }
}
