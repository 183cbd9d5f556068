using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MtlDsl.Benchmarks;

/// <summary>The QuickStart step as TorchSharp's users write it: a product for each layer, torch.optim's Adam.</summary>
internal sealed class HandWrittenTraining : IDisposable
{
    private readonly Linear _trunk = nn.Linear(QuickStartData.Features, 64);
    private readonly Linear _digit = nn.Linear(64, QuickStartData.Digits);
    private readonly Linear _suit = nn.Linear(64, QuickStartData.Suits);
    private readonly optim.Optimizer _optimizer;
    private readonly Tensor _features = randn(QuickStartData.Rows, QuickStartData.Features);
    private readonly Tensor _digits = randint(0, QuickStartData.Digits, new long[] { QuickStartData.Rows }, ScalarType.Int64);
    private readonly Tensor _suits = randint(0, QuickStartData.Suits, new long[] { QuickStartData.Rows }, ScalarType.Int64);
    private readonly Tensor _order = randperm(QuickStartData.Rows);
    private readonly int _batch;
    private int _position;

    public HandWrittenTraining(int batch)
    {
        _batch = batch;
        _optimizer = optim.Adam([.. _trunk.parameters(), .. _digit.parameters(), .. _suit.parameters()]);
    }

    public void Step()
    {
        using DisposeScope scope = NewDisposeScope();
        if (_position + _batch > QuickStartData.Rows) _position = 0;
        Tensor rows = _order.narrow(0, _position, _batch);
        _position += _batch;
        Tensor features = _features.index_select(0, rows), digits = _digits.index_select(0, rows), suits = _suits.index_select(0, rows);

        _optimizer.zero_grad();
        Tensor trunk = nn.functional.relu(_trunk.call(features));
        Tensor loss = nn.functional.cross_entropy(_digit.call(trunk), digits) + 0.5 * nn.functional.cross_entropy(_suit.call(trunk), suits);
        loss.backward();
        _optimizer.step();
    }

    public void Dispose()
    {
        foreach (Tensor tensor in new[] { _features, _digits, _suits, _order }) tensor.Dispose();
        _optimizer.Dispose();
        foreach (nn.Module module in new nn.Module[] { _trunk, _digit, _suit }) module.Dispose();
    }
}
