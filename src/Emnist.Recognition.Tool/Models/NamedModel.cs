using System.Security.Cryptography;
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
                throw new ToolException($"{Name}: class {i} of this model is {own}, that of the images '{classNames[i]}': the classes must be the same, in the same order.");
            }
        }
    }
}
