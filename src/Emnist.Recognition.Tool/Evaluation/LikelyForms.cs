using Emnist.Recognition.Imaging;
using Emnist.Recognition.Tool.Commands;
using Emnist.Recognition.Tool.Models;
using Emnist.Recognition.Tool.Reading;
using static System.FormattableString;

namespace Emnist.Recognition.Tool.Evaluation;

/// <summary>
/// Tries the forms that networks are usually trained on with some of the labelled pictures, where nobody tells the model's, and
/// remarks which reads best. It changes nothing: a form that was guessed would be another answer that looks certain.
/// </summary>
/// <param name="named">The model.</param>
/// <param name="characters">The characters that can occur; null for all that it knows.</param>
/// <param name="groups">What counts as one.</param>
internal sealed class LikelyForms(NamedModel named, CharacterSet? characters, CharacterGroups groups)
{
    private const int MaxSample = 200;

    /// <summary>
    /// The values, as <c>--input-scale</c> takes them, the assumed ones first and the largest last: of forms that read as many the
    /// first is named, and values that are too large make every answer certain.
    /// </summary>
    private static readonly (string? Option, InputForm Form)[] Scales =
    [
        (null, InputForm.Emnist),
        ("0.1307,0.3081", InputForm.Standardized(0.1307, 0.3081)),
        ("-1..1", new InputForm { Ground = -1 }),
        ("1..0", new InputForm { Ground = 1, Ink = 0 }),
        ("0..255", new InputForm { Ink = 255 }),
    ];

    private static readonly CharacterFraming[] Framings = [CharacterFraming.Emnist, CharacterFraming.Mnist];

    /// <summary>All of them, the assumed one first.</summary>
    private static readonly (string Options, InputForm Form)[] Forms =
    [
        .. from framing in Framings
           from transposed in (bool[])[false, true]
           from scale in Scales
           select (
               string.Join(' ', (IEnumerable<string>)
               [
                   .. scale.Option is null ? Array.Empty<string>() : [$"--input-scale {scale.Option}"],
                   .. transposed ? ["--transposed"] : Array.Empty<string>(),
                   .. framing == CharacterFraming.Mnist ? ["--framing mnist"] : Array.Empty<string>(),
               ]),
               scale.Form with { Transposed = transposed, Framing = framing }),
    ];

    /// <summary>Remarks how well the model reads some of the pictures as they are taken, and how in the best of the forms.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Note(IPictureSource pictures, ToolConsole console, CancellationToken cancellationToken)
    {
        (int read, int[] right) = Count(pictures, cancellationToken);
        int best = Array.IndexOf(right, right.Max());
        if (read == 0)
        {
            return;
        }

        // By chance the best of several differs by less: the deviation of a count is at most half the root of the pictures.
        string found = right[best] - right[0] > Math.Sqrt(read)
            ? $"; with {Forms[best].Options} it reads {Share(right[best])}. Give these options where they are right, and 'emnist "
                + "export' to write them into the file."
            : ", and none of the other likely forms reads many more.";
        console.Note(
            $"{named.Name} does not tell what images it was trained on. Of {read} pictures, taken for {FormText.Assumed}, it reads "
            + $"{Share(right[0])}{found}");

        string Share(int count) => Invariant($"{(double)count / read:P1}");
    }

    /// <returns>How many pictures could be read, and how many of them each form reads rightly.</returns>
    private (int Read, int[] Right) Count(IPictureSource pictures, CancellationToken cancellationToken)
    {
        CharacterReader[] readers = [.. Forms.Select(form => new CharacterReader(ModelChoice.CreateRecognizer(With(form.Form)), characters))];
        int count = Math.Min(pictures.Count, MaxSample);
        int[] right = new int[Forms.Length];
        int read = 0;
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            int index = (int)((long)i * pictures.Count / count);
            string label = groups.NameOf(pictures.Labels[index]);
            try
            {
                foreach (IGrouping<CharacterFraming, int> framed in Enumerable.Range(0, Forms.Length).GroupBy(form => Forms[form].Form.Framing))
                {
                    ReadOnlyMemory<byte> image = pictures.Read(index, readers[framed.First()]).Image;
                    foreach (int form in framed.Where(form => !image.IsEmpty && IsRight(readers[form], image.Span, label)))
                    {
                        Interlocked.Increment(ref right[form]);
                    }
                }

                Interlocked.Increment(ref read);
            }
            catch (UnreadablePictureException)
            {
                // It is named when all are read.
            }
        });
        return (read, right);
    }

    private NamedModel With(InputForm form) => named with
    {
        Model = new(named.Model.Network, named.Model.ClassNames, named.Model.Metadata) { InputForm = form },
    };

    private bool IsRight(CharacterReader reader, ReadOnlySpan<byte> image, string label) =>
        reader.Read(image) is [var best, ..] && groups.NameOf(best.Character) == label;
}
