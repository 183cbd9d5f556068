using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Models;

/// <summary>A model with custom nodes over its own module, parameter and buffer.</summary>
[MultiTaskModel]
public partial class Images
{
    private Conv2d _convolution;
    private Parameter _scale;
    private Tensor _shift;

    partial void CreateModules()
    {
        _convolution = nn.Conv2d(1, 4, kernel_size: 3, padding: 1);
        _scale = new Parameter(ones(4));
        _shift = full(4, 0.5f);
    }

    [SharedLayer]
    [return: Shape(4)]
    public Tensor Pooled([Input(1, 6, 6)] Tensor image) =>
        nn.functional.relu(_convolution.call(image)).flatten(2).mean([2L]) * _scale + _shift;

    [Task, Linear(8), ReLU, Linear(2), CrossEntropy]
    public partial Tensor Stripes(Tensor pooled);

    [Task, Linear(1), MeanSquaredError]
    public partial Tensor Contrast(Tensor pooled);
}

internal static class ImageData
{
    /// <summary>Images of horizontal (0) or vertical (1) stripes, the same in their mean, with noise; the contrast is that of the stripes.</summary>
    public static Images.Dataset Make(int count, int seed)
    {
        var random = new Random(seed);
        var data = new Images.Dataset();
        for (int row = 0; row < count; row++)
        {
            bool isVertical = random.Next(2) == 1;
            float contrast = 0.5f + random.NextSingle();
            float[] noise = RandomNumbers.Normal(random, 36);
            float[] image = [.. Enumerable.Range(0, 36).Select(i => ((isVertical ? i % 6 : i / 6) % 2 == 0 ? contrast : -contrast) + 0.1f * noise[i])];
            data.Add(new(image, isVertical ? 1 : 0, contrast));
        }
        return data;
    }
}
