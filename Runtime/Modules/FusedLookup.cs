using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// Embeddings of any widths, looked up together: one flat leaf holds all tables, and the index of an output element is
/// index of the category · width + element + start of the table.
/// </summary>
internal sealed class FusedLookup : IDisposable
{
    private readonly Tensor _tables;
    private readonly IReadOnlyList<Category> _categories;
    private readonly Tensor _column;
    private readonly Tensor _width;
    private readonly Tensor _start;

    /// <param name="tables">All tables, one after another: float32 (elements).</param>
    /// <param name="categories">What they are tables of.</param>
    public FusedLookup(Tensor tables, IReadOnlyList<Category> categories)
    {
        _tables = tables;
        _categories = categories;
        var column = new List<long>();
        var width = new List<long>();
        var start = new List<long>();
        long offset = 0;
        for (int i = 0; i < categories.Count; i++)
        {
            for (int element = 0; element < categories[i].EmbeddingWidth; element++)
            {
                column.Add(i);
                width.Add(categories[i].EmbeddingWidth);
                start.Add(offset + element);
            }
            offset += (long)categories[i].Count * categories[i].EmbeddingWidth;
        }
        _column = Indices(column);
        _width = Indices(width);
        _start = Indices(start);
    }

    /// <summary>The embeddings side by side: float32 (batch, sum of widths).</summary>
    /// <param name="categorical">int64 (batch, categories).</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is not below its category's count.</exception>
    public Tensor LookUp(Tensor categorical)
    {
        RequireInRange(categorical.contiguous());
        Tensor elements = addcmul(_start, categorical.index_select(1, _column), _width, 1);
        return _tables.index_select(0, elements.view(-1)).view(-1, _column.numel());
    }

    // An index beyond its own table would be found in the next one.
    private void RequireInRange(Tensor categorical)
    {
        ReadOnlySpan<long> indices = MemoryMarshal.Cast<byte, long>(categorical.bytes);
        for (int i = 0; i < indices.Length; i++)
        {
            Category category = _categories[i % _categories.Count];
            if ((ulong)indices[i] < (ulong)category.Count) continue;
            throw new ArgumentOutOfRangeException(nameof(categorical), indices[i],
                $"Row {i / _categories.Count} has {category.Name} {indices[i]}, which has to be at least 0 and below {category.Count}.");
        }
    }

    public void Dispose()
    {
        _column.Dispose();
        _width.Dispose();
        _start.Dispose();
    }

    private static Tensor Indices(List<long> indices) => tensor(indices.ToArray()).DetachFromDisposeScope();
}
