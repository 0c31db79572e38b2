using System.Security.Cryptography;

namespace Emnist.Recognition.Fuzz;

/// <summary>An input that was not dealt with as documented.</summary>
/// <param name="Format">The target's name.</param>
/// <param name="Input">The file.</param>
/// <param name="Problem">What happened.</param>
internal sealed record FuzzFailure(string Format, byte[] Input, string Problem)
{
    /// <summary>Names the format, by which a replay finds its target, and the content.</summary>
    public string FileName => $"{Format}-{Convert.ToHexStringLower(SHA256.HashData(Input))[..16]}.bin";

    /// <summary>Writes the input to a folder, which is made where it is missing.</summary>
    /// <returns>The file's path.</returns>
    public string Save(string folder)
    {
        string path = Path.Combine(Directory.CreateDirectory(folder).FullName, FileName);
        File.WriteAllBytes(path, Input);
        return path;
    }
}
