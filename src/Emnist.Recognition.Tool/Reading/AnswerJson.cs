using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Emnist.Recognition.Tool.Reading;

/// <summary>
/// A JSON object in a line for each picture (docs/command-line.md): what System.Text.Json makes of predictions and texts with its
/// defaults for the web, but for the candidates that are left out. Written by hand: reflection would cost the first picture its
/// time, and has no place in a NativeAOT program.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="top">The candidates of each character.</param>
internal sealed class AnswerJson(TextWriter output, int top) : IAnswerWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public void Write(Answer answer)
    {
        _bytes.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_bytes))
        {
            json.WriteStartObject();
            json.WriteString("file", answer.File);
            switch (answer)
            {
                case { Prediction: { } prediction }:
                    WriteMembers(json, prediction);
                    break;
                case { Text: { } text }:
                    json.WriteString("status", AnswerStatus.Of(answer));
                    WriteMembers(json, text);
                    break;
                case { Fields: { } fields }:
                    json.WriteString("status", AnswerStatus.Of(answer));
                    Write(json, "fields", fields);
                    break;
                case { Grid: { } grid }:
                    json.WriteString("status", AnswerStatus.Of(answer));
                    json.WriteStartObject("grid");
                    json.WriteNumber("rows", grid.Rows);
                    json.WriteNumber("columns", grid.Columns);
                    Write(json, "cells", grid.Cells);
                    json.WriteEndObject();
                    break;
                default:
                    json.WriteString("status", AnswerStatus.Of(answer));
                    json.WriteString("error", answer.Fault);
                    break;
            }

            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(_bytes.WrittenSpan));
    }

    private void WriteMembers(Utf8JsonWriter json, CharacterPrediction prediction)
    {
        json.WriteString("status", prediction.Status.ToString());
        json.WriteString("character", prediction.Character);
        json.WriteNumber("confidence", prediction.Confidence);
        json.WriteStartArray("candidates");
        foreach (CharacterCandidate candidate in prediction.Candidates.Take(top))
        {
            Write(json, candidate);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, CharacterCandidate candidate)
    {
        json.WriteStartObject();
        json.WriteString("character", candidate.Character);
        json.WriteNumber("confidence", candidate.Confidence);
        json.WriteStartArray("variants");
        foreach (CharacterVariant variant in candidate.Variants)
        {
            json.WriteStartObject();
            json.WriteString("character", variant.Character);
            if (variant.Confidence is { } confidence)
            {
                json.WriteNumber("confidence", confidence);
            }
            else
            {
                json.WriteNull("confidence");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("classIndex", candidate.ClassIndex);
        json.WriteString("className", candidate.ClassName);
        json.WriteEndObject();
    }

    private void WriteMembers(Utf8JsonWriter json, RecognizedText text)
    {
        json.WriteString("text", text.Text);
        WriteArray(json, "lines", text.Lines, line =>
        {
            WriteArray(json, "words", line.Words, word =>
            {
                WriteArray(json, "characters", word.Characters, character =>
                {
                    json.WriteString("character", character.Character);
                    Write(json, character.Bounds);
                    Write(json, "box", character.Box);
                    json.WriteStartObject("prediction");
                    WriteMembers(json, character.Prediction);
                    json.WriteEndObject();
                });
                Write(json, word.Bounds);
                json.WriteString("text", word.Text);
            });
            Write(json, line.Bounds);
            json.WriteBoolean("followsPattern", line.FollowsPattern);
            json.WriteString("text", line.Text);
        });
    }

    private void Write(Utf8JsonWriter json, string name, IReadOnlyList<RecognizedField> fields) => WriteArray(json, name, fields, field =>
    {
        json.WriteString("character", field.Character);
        Write(json, field.Bounds);
        json.WriteStartObject("prediction");
        WriteMembers(json, field.Prediction);
        json.WriteEndObject();
    });

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> writeMembers)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            writeMembers(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, PixelRectangle bounds) => Write(json, "bounds", bounds);

    private static void Write(Utf8JsonWriter json, string name, PixelRectangle? rectangle)
    {
        if (rectangle is not { } bounds)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("x", bounds.X);
        json.WriteNumber("y", bounds.Y);
        json.WriteNumber("width", bounds.Width);
        json.WriteNumber("height", bounds.Height);
        json.WriteEndObject();
    }
}
