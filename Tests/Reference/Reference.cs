using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests;

/// <summary>Figures computed by PyTorch and scikit-learn; README.md beside them says how.</summary>
internal static class Reference
{
    /// <summary>The figures of a file, by its name without <c>.json</c>.</summary>
    public static JsonElement Load(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Reference", $"{name}.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }

    /// <summary>The case of that name among the <c>cases</c> of a file.</summary>
    public static JsonElement Case(string file, string name) =>
        Load(file).GetProperty("cases").EnumerateArray().Single(item => item.GetProperty("name").GetString() == name);

    /// <summary>The names of the <c>cases</c> of a file.</summary>
    public static IEnumerable<string> CaseNames(string file) =>
        Load(file).GetProperty("cases").EnumerateArray().Select(item => item.GetProperty("name").GetString()!);

    /// <summary>All numbers of nested arrays, row by row.</summary>
    public static float[] Floats(this JsonElement numbers) => numbers.ValueKind == JsonValueKind.Array
        ? [.. numbers.EnumerateArray().SelectMany(Floats)]
        : [numbers.GetSingle()];

    /// <summary>A tensor of inputs that the scripts make from integers: float32.</summary>
    public static Tensor Values(long[] shape, long salt, float scale = 1)
    {
        long count = shape.Aggregate(1L, (product, size) => product * size);
        var values = new float[count];
        for (long i = 0; i < count; i++) values[i] = (Hash(i, salt) - 4095) / 4096f * scale;
        return tensor(values).reshape(shape);
    }

    /// <summary>Class indices that the scripts make from integers: int64 (count).</summary>
    public static Tensor Labels(int count, int classes, long salt) =>
        tensor(Enumerable.Range(0, count).Select(i => Hash(i, salt) % classes).ToArray());

    private static long Hash(long i, long salt) => (7919 * i * i + 104729 * i + 1299709 * salt) % 8191;
}
