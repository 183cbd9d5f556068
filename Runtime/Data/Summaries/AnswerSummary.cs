namespace MtlDsl;

/// <summary>In how many rows each yes-or-no answer is yes.</summary>
internal sealed class AnswerSummary : ColumnSummary
{
    private readonly long _rows;
    private readonly long[] _positives;

    private AnswerSummary(string column, long rows, long[] positives) : base(column) => (_rows, _positives) = (rows, positives);

    /// <summary>Counts answers.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="answers">(rows, width), 1 for yes and 0 for no.</param>
    /// <param name="labelled">Which rows have answers.</param>
    /// <param name="width">How many answers a row has.</param>
    public static AnswerSummary Of(string column, ReadOnlySpan<float> answers, ReadOnlySpan<bool> labelled, int width)
    {
        var positives = new long[width];
        var rows = 0L;
        for (var row = 0; row < labelled.Length; row++)
        {
            if (!labelled[row])
                continue;
            rows++;
            for (var i = 0; i < width; i++)
                positives[i] += answers[row * width + i] > 0 ? 1 : 0;
        }
        return new AnswerSummary(column, rows, positives);
    }

    public override ColumnSummary Merge(ColumnSummary other)
    {
        var answers = (AnswerSummary)other;
        return new AnswerSummary(Column, _rows + answers._rows, [.. _positives.Zip(answers._positives, (left, right) => left + right)]);
    }

    /// <returns>
    /// The weight of a yes: the number of noes for each yes, which is the ratio of the two classes' balanced weights; 1 for an answer that
    /// is always the same.
    /// </returns>
    public override float[] BalancedWeights() =>
        [.. _positives.Select(yes => yes == 0 || yes == _rows ? 1 : (float)((double)(_rows - yes) / yes))];
}
