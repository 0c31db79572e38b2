using Microsoft.ML;
using Microsoft.ML.Data;

// Loads a saved pipeline and a saved view as any program would, and prints each row's status, its answer, and its scores to the bit.
var ml = new MLContext();
ITransformer model = ml.Model.Load(args[0], out DataViewSchema inputSchema);
IDataView scored = model.Transform(ml.Data.LoadFromBinary(args[1]));
VBuffer<ReadOnlyMemory<char>> names = default;
VBuffer<ReadOnlyMemory<char>> keys = default;
scored.Schema["Score"].Annotations.GetValue("SlotNames", ref names);
scored.Schema["PredictedLabel"].Annotations.GetValue("KeyValues", ref keys);
Console.WriteLine(string.Join(' ', inputSchema.Select(column => $"{column.Name}:{column.Type}")));
Console.WriteLine(string.Join(' ', names.DenseValues()));
Console.WriteLine(string.Join(' ', keys.DenseValues()));

using DataViewRowCursor cursor = scored.GetRowCursor(scored.Schema);
ValueGetter<VBuffer<float>> score = cursor.GetGetter<VBuffer<float>>(scored.Schema["Score"]);
ValueGetter<uint> label = cursor.GetGetter<uint>(scored.Schema["PredictedLabel"]);
ValueGetter<ReadOnlyMemory<char>> status = cursor.GetGetter<ReadOnlyMemory<char>>(scored.Schema["Status"]);
VBuffer<float> scores = default;
uint answer = 0;
ReadOnlyMemory<char> text = default;
while (cursor.MoveNext())
{
    score(ref scores);
    label(ref answer);
    status(ref text);
    Console.WriteLine($"{text} {answer} {string.Join(' ', scores.DenseValues().Select(value => $"{BitConverter.SingleToInt32Bits(value):x8}"))}");
}
