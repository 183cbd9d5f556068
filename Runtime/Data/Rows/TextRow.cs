namespace MtlDsl;

/// <summary>A row whose values are written as text.</summary>
public abstract class TextRow : SourceRow
{
    private protected TextRow()
    {
    }

    private protected sealed override float SingleAt(int column) =>
        CellText.Single(TextAt(column), out var value) ? value : throw Refused(column, CellText.Number);

    private protected sealed override double DoubleAt(int column) =>
        CellText.Double(TextAt(column), out var value) ? value : throw Refused(column, CellText.Number);

    private protected sealed override int Int32At(int column) =>
        CellText.Int32(TextAt(column), out var value) ? value : throw Refused(column, CellText.Whole);

    private protected sealed override long Int64At(int column) =>
        CellText.Int64(TextAt(column), out var value) ? value : throw Refused(column, CellText.Whole);

    private protected sealed override bool BooleanAt(int column) =>
        CellText.Boolean(TextAt(column), out var value) ? value : throw Refused(column, CellText.Truth);

    private RowException Refused(int column, string reason)
    {
        var text = TextAt(column).ToString();
        return Error($"'{text}' {reason}.", column, text);
    }
}
