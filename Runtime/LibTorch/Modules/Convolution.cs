using System.Globalization;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What convolutions of all dimensions share.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(bias))]
    protected Parameter? _bias;

    [ComponentName(Name = nameof(weight))]
    protected Parameter? _weight;

    // Each dimension's padding before and after, the last dimension first, as functional.pad takes it.
    protected long[] _reversed_padding_repeated_twice = [];

    protected Convolution(
        string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type,
        long[] dilation, bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode,
        Device? device = null, ScalarType? dtype = null) : base(name)
    {
        if (in_channels % groups != 0 || out_channels % groups != 0)
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"{groups} groups do not divide {in_channels} input channels and {out_channels} output channels."));
        this.in_channels = in_channels;
        this.out_channels = out_channels;
        this.kernel_size = kernel_size;
        this.stride = stride;
        this.dilation = dilation;
        this.transposed = transposed;
        this.output_padding = output_padding;
        this.groups = groups;
        this.padding_mode = padding_mode;
        if (padding_type is { } type)
            SetPadding(type);
        else
            SetPadding(padding ?? new long[kernel_size.Length]);

        long[] shape = transposed ? [in_channels, out_channels / groups] : [out_channels, in_channels / groups];
        weight = new Parameter(empty([.. shape, .. kernel_size], dtype, device));
        if (bias)
            this.bias = new Parameter(empty(out_channels, dtype, device));
        reset_parameters();
    }

    public long in_channels { get; }

    public long out_channels { get; }

    public bool transposed { get; }

    public long[] kernel_size { get; set; }

    public long[] stride { get; set; }

    public long[] dilation { get; set; }

    public long[] output_padding { get; set; }

    public long groups { get; set; }

    public PaddingModes padding_mode { get; set; }

    public long[]? padding { get; private set; }

    public Padding? padding_type { get; private set; }

    public Parameter weight
    {
        get => _weight!;
        set => ReplaceComponent(ref _weight, value, nameof(weight));
    }

    public Parameter? bias
    {
        get => _bias;
        set => ReplaceComponent(ref _bias, value, nameof(bias));
    }

    public void reset_parameters()
    {
        nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
        var (fanIn, _) = nn.init.CalculateFanInAndFanOut(weight);
        if (bias is not null && fanIn > 0)
            nn.init.uniform_(bias, -1 / Math.Sqrt(fanIn), 1 / Math.Sqrt(fanIn));
    }

    public void SetPadding(long[] padding)
    {
        this.padding = padding;
        padding_type = null;
        _reversed_padding_repeated_twice = padding.Reverse().SelectMany(size => new[] { size, size }).ToArray();
    }

    public void SetPadding(Padding padding)
    {
        if (padding == Padding.Same && stride.Any(step => step != 1))
            throw new ArgumentException("Padding.Same is for a stride of 1.", nameof(padding));
        this.padding = null;
        padding_type = padding;
        _reversed_padding_repeated_twice = Enumerable.Range(1, kernel_size.Length)
            .Select(back => padding == Padding.Same ? dilation[^back] * (kernel_size[^back] - 1) : 0)
            .SelectMany(total => new[] { total / 2, total - total / 2 })
            .ToArray();
    }

    /// <summary>Whether the input is one of (batch, channels, ...) or (channels, ...), with as many dimensions after.</summary>
    protected bool ValidateShape(Tensor input, long dimensions) =>
        input.Dimensions == dimensions + 2 && input.size(1) == in_channels ||
        input.Dimensions == dimensions + 1 && input.size(0) == in_channels;

    /// <summary>The input with what its padding mode puts around it, unless the convolution itself pads with zeros.</summary>
    private protected Tensor Padded(Tensor input) =>
        padding_mode == PaddingModes.Zeros
            ? input
            : nn.functional.pad(input, _reversed_padding_repeated_twice, padding_mode);

    private protected long[] ZerosAround => padding_mode == PaddingModes.Zeros ? padding! : new long[kernel_size.Length];

    private protected bool PadsByType => padding_mode == PaddingModes.Zeros && padding_type is not null;

    private protected void RequireShape(Tensor input, long dimensions)
    {
        if (!ValidateShape(input, dimensions))
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"An input of shape [{string.Join(", ", input.shape)}] for a convolution over {dimensions} dimensions of " +
                $"{in_channels} channels."));
    }
}
