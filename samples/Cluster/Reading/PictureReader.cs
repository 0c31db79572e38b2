using Cluster.Jobs;
using Cluster.Pictures;
using Emnist.Recognition;
using Emnist.Recognition.Imaging;
using Orleans.Concurrency;

namespace Cluster.Reading;

/// <param name="recognizer">One for all workers of the silo: it is immutable and serves all threads.</param>
/// <param name="source">Where the pictures are.</param>
[StatelessWorker]
internal sealed class PictureReader(CharacterRecognizer recognizer, IPictureSource source) : Grain, IPictureReader
{
    public async Task<IReadOnlyList<PictureAnswer>> Read(IReadOnlyList<string> pictures)
    {
        var answers = new PictureAnswer[pictures.Count];
        for (int i = 0; i < answers.Length; i++)
        {
            // Off the silo's own threads, which have to tell the others that it lives.
            string picture = pictures[i];
            answers[i] = await Task.Run(() => Read(picture));
        }

        return answers;
    }

    private PictureAnswer Read(string picture)
    {
        try
        {
            using Stream stream = source.Open(picture);
            return new PictureAnswer(AnswerLine.Of(picture, recognizer.Predict(stream)), MayPass: false);
        }
        catch (Exception e) when (e is ImageFormatException or InvalidDataException)
        {
            return new PictureAnswer(AnswerLine.OfFault(picture, e.Message), MayPass: false);
        }
        catch (Exception e)
        {
            // Whatever else it is, one picture's fault is not the others'.
            return new PictureAnswer(AnswerLine.OfFault(picture, e.Message), MayPass: true);
        }
    }
}
