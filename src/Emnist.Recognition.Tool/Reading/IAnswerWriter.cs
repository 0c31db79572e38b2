namespace Emnist.Recognition.Tool.Reading;

/// <summary>Writes what was read from pictures to the standard output.</summary>
internal interface IAnswerWriter
{
    void Write(Answer answer);
}
