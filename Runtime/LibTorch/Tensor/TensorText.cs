using System.Globalization;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Writes a tensor's elements, of a long dimension the first and the last few.</summary>
internal static class TensorText
{
    private const int EdgeItems = 3;

    internal static string Write(Tensor tensor, string format, string newLine, CultureInfo culture)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var text = new StringBuilder(tensor.metastr());
        if (tensor.NumberOfElements == 0)
            return text.ToString();
        var values = tensor.cpu().@double();
        text.Append(tensor.Dimensions > 1 ? newLine : " ");
        Write(text, values, format, newLine, culture, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Tensor values, string format, string newLine, CultureInfo culture, int depth)
    {
        if (values.Dimensions == 0)
        {
            text.Append(values.ToDouble().ToString(format, culture));
            return;
        }
        var rows = values.Dimensions > 1;
        var size = values.size(0);
        text.Append('[');
        for (var i = 0L; i < size; i++)
        {
            if (i > 0)
                text.Append(rows ? "," + newLine + new string(' ', depth + 1) : ", ");
            if (size > 2 * EdgeItems + 1 && i == EdgeItems)
            {
                text.Append("...");
                i = size - EdgeItems - 1;
                continue;
            }
            Write(text, values[i], format, newLine, culture, depth + 1);
        }
        text.Append(']');
    }
}
