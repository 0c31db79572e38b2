using Emnist.Recognition.Training.Datasets;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Data;

/// <summary>Labelled images as rows, which share the images' memory. Immutable; cursors run at the same time.</summary>
internal sealed class LabeledImagesView : IDataView
{
    private readonly LabeledImages _images;
    private readonly ReadOnlyMemory<char>[] _names;

    public LabeledImagesView(LabeledImages images)
    {
        _images = images;
        _names = [.. images.ClassNames.Select(static name => name.AsMemory())];
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Pixels", new VectorDataViewType(NumberDataViewType.Byte, images.Shape.Length));
        builder.AddColumn("Label", TextDataViewType.Instance);
        Schema = builder.ToSchema();
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => _images.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        int[]? order = null;
        if (rand is not null)
        {
            order = [.. Enumerable.Range(0, _images.Count)];
            rand.Shuffle(order);
        }

        return new Cursor(this, columnsNeeded, order);
    }

    // ML.NET shares out the stages after a single cursor by itself, and reading a row here is but a copy.
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(LabeledImagesView view, IEnumerable<DataViewSchema.Column> columnsNeeded, int[]? order) : DataViewRowCursor
    {
        private readonly HashSet<int> _active = [.. columnsNeeded.Select(static column => column.Index)];
        private long _position = -1;

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema => view.Schema;

        private int Row => _position >= 0
            ? order is null ? (int)_position : order[_position]
            : throw new InvalidOperationException("The cursor stands on no row: call MoveNext, as long as it gives true.");

        public override bool MoveNext()
        {
            if (_position == -2 || _position + 1 >= view._images.Count)
            {
                _position = -2;
                return false;
            }

            _position++;
            return true;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() =>
            (ref DataViewRowId id) => id = new DataViewRowId((ulong)Row, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
            {
                throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' was not asked for.");
            }

            Delegate getter = column.Index == 0 ? (ValueGetter<VBuffer<byte>>)Pixels : (ValueGetter<ReadOnlyMemory<char>>)Label;
            return getter as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"Column '{column.Name}' is {column.Type}, and not {typeof(TValue)}.");
        }

        private void Pixels(ref VBuffer<byte> value)
        {
            ReadOnlySpan<byte> pixels = view._images.GetImage(Row);
            VBufferEditor<byte> editor = VBufferEditor.Create(ref value, pixels.Length);
            pixels.CopyTo(editor.Values);
            value = editor.Commit();
        }

        private void Label(ref ReadOnlyMemory<char> value) => value = view._names[view._images.GetLabel(Row)];
    }
}
