using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Emnist.Recognition.Answers;

if (args is not ["write" or "compare", _])
{
    Console.Error.WriteLine("usage: write|compare FILE   (writes the answers of this machine, or compares them with those in the file)");
    return 2;
}

int lanes = Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : Vector128.IsHardwareAccelerated ? 4 : 1;
string machine = $"{RuntimeInformation.ProcessArchitecture}, {lanes} lanes";
Answer[] answers = [.. Questions.AskAll()];
if (args[0] == "write")
{
    File.WriteAllLines(args[1], answers.Select(static answer => answer.ToString()));
    Console.WriteLine($"{machine}: {answers.Length} answers written");
    return 0;
}

// Of the same image two engines promise logits within 1e-4 (docs/onnx.md). A picture is first made an image, of which a grey level may
// round the other way.
Answer[] expected = [.. File.ReadLines(args[1]).Select(Answer.Parse)];
(float ofImages, float ofPictures) = (0, 0);
foreach ((Answer answer, Answer there) in answers.Zip(expected))
{
    float distance = answer.Distance(there);
    (ofImages, ofPictures) = answer.IsOfPicture
        ? (ofImages, Math.Max(ofPictures, distance))
        : (Math.Max(ofImages, distance), ofPictures);
    if (!float.IsFinite(distance))
    {
        Console.WriteLine($"here:  {answer}\nthere: {there}");
    }
}

bool isSame = answers.Length == expected.Length && ofImages <= 1e-4f && ofPictures <= 2e-3f;
Console.WriteLine(
    $"{machine}: {answers.Length} answers, {(isSame ? "the same" : "NOT the same")}; "
    + $"probabilities of pictures within {ofPictures:0.0e0}, logits and losses of images within {ofImages:0.0e0}");
return isSame ? 0 : 1;
