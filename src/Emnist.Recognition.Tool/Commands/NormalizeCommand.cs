using System.CommandLine;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Tool.Reading;

namespace Emnist.Recognition.Tool.Commands;

/// <summary><c>emnist normalize</c></summary>
internal static class NormalizeCommand
{
    private const string Remarks =
        """
        The network sees 28 x 28 pixels, white ink on black, as EMNIST's images are, or MNIST's with --framing mnist. With --stages the file shows from the left
        the picture, how far it stands out from its ground, the coverage of ink, the pieces that were taken for the character,
        and the 28 x 28, enlarged (docs/normalisation.md). Of a picture in EMNIST's form it shows the first and the last, and of a
        blank one those to which it came.

        Examples:
          emnist normalize letter.jpg --output seen.png
          emnist normalize letter.jpg --stages --output stages.png

        """;

    public static Command Create(ToolConsole console)
    {
        var picture = new Argument<string>("picture")
        {
            HelpName = "FILE|-",
            Description = "The picture file, or - for one from the standard input.",
        };
        var output = new Option<string>("--output")
        {
            HelpName = "FILE",
            Required = true,
            Description = "The PNG file to write, whose name ends in .png.",
        };
        var stages = new Option<bool>("--stages")
        {
            Description = "Show all stages, side by side.",
        };
        var framing = new FramingOption(
            "How the character is framed, as EMNIST's images or as MNIST's: as 'emnist info' shows it of a model. Default: emnist.");
        var command = new DocumentedCommand("normalize", "Saves what the network sees of a picture.", Remarks);
        command.Add(picture);
        command.Add(output);
        command.Add(stages);
        framing.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            string name = parsed.GetValue(picture)!;
            string path = OutputFile.PreparePng(parsed.GetValue(output)!, output.Name);
            OutputFile.ThrowIfAlike(("FILE", name == "-" ? null : name), (output.Name, path));
            CharacterFraming wanted = framing.Read(parsed) ?? CharacterFraming.Emnist;
            GrayImage image = PictureFile.Decode(new PictureName(name) { IsStandardInput = name == "-" }, console.Input);
            byte[] normalized = new byte[CharacterNormalizer.Size * CharacterNormalizer.Size];
            PredictionStatus status = CharacterNormalizer.Normalize(image, wanted, normalized);
            GrayImage drawn = (status, parsed.GetValue(stages)) switch
            {
                (_, true) => StageStrip.Draw(CharacterNormalizer.Trace(image, wanted)),
                (PredictionStatus.Blank, _) => throw new ToolException($"{name}: the picture is blank; --stages shows why."),
                _ => new GrayImage(CharacterNormalizer.Size, normalized),
            };
            drawn.SavePng(path);
            if (status is PredictionStatus.NotACharacter or PredictionStatus.SeveralCharacters)
            {
                string problem = status == PredictionStatus.NotACharacter ? "this is not a character" : "these are several characters";
                console.Note($"{name}: {problem}, and the network is not asked.");
            }

            console.Output.WriteLine(path);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
