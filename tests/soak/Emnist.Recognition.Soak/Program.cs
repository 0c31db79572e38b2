using Emnist.Recognition;
using Emnist.Recognition.Soak;

if (!SoakArguments.TryParse(args, out SoakArguments? arguments))
{
    Console.Error.WriteLine(SoakArguments.Usage);
    return 2;
}

var recognizer = new CharacterRecognizer();
SoakWork[] works =
[
    .. SoakPictures.All(arguments.Seed).SelectMany(static picture => SoakWork.Of(picture.Name, picture.File))
        .Select(work => work.Prepare(recognizer)),
];
using var run = new SoakRun(arguments, recognizer, works);
return run.Run() ? 0 : 1;
