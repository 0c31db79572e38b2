using Emnist.Recognition.Fuzz;

if (args is ["afl", var fuzzed])
{
    Coverage.Run(fuzzed);
    return 0;
}

if (args is ["seeds", var name, var folder] && FuzzTarget.All.FirstOrDefault(target => target.Name == name) is { } sound)
{
    Coverage.WriteSeeds(sound, folder);
    return 0;
}

if (!FuzzArguments.TryParse(args, out FuzzArguments? arguments))
{
    Console.Error.WriteLine(FuzzArguments.Usage);
    Console.Error.WriteLine($"formats: {string.Join(", ", FuzzTarget.All.Select(static target => target.Name))}");
    return 2;
}

return arguments.Files.Count > 0 ? Replay() : Mutate();

int Mutate()
{
    int status = 0;
    foreach (FuzzTarget target in arguments.Targets)
    {
        if (target.Seeds.Count == 0)
        {
            Console.Error.WriteLine($"{target.Name}: the tests record no file that the library reads.");
            return 2;
        }

        FuzzSummary summary = new FuzzRun(target).Run(MutatedInputs.Of(target, arguments.Seed, arguments.Mutations));
        Console.WriteLine($"{target.Name}, {target.Seeds.Count} seeds: {summary}");
        if (summary.Failure is { } failure)
        {
            status = 1;
            Console.WriteLine(failure.Problem);
            Console.WriteLine($"again: dotnet run -c Release --project fuzz/Emnist.Recognition.Fuzz -- replay {failure.Save(arguments.Out)}");
        }
    }

    return status;
}

int Replay()
{
    int status = 0;
    foreach (string path in arguments.Files)
    {
        string format = Path.GetFileName(path).Split('-')[0];
        if (FuzzTarget.All.FirstOrDefault(target => target.Name == format) is not { } target)
        {
            Console.Error.WriteLine($"{path}: the name does not start with a format and a hyphen.");
            return 2;
        }

        FuzzSummary summary = new FuzzRun(target) { UseEvery = 1 }.Run([File.ReadAllBytes(path)]);
        status |= summary.Failure is null ? 0 : 1;
        Console.WriteLine($"{path}: {summary.Failure?.Problem ?? summary.ToString()}");
    }

    return status;
}
