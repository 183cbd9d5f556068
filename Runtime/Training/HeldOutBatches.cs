using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>Batches of a run's held-out examples, one for each step, epoch after epoch of their own: which one comes is a pure function of the seed and the number of steps.</summary>
internal sealed class HeldOutBatches(BatchSource source, nn.Module model, Func<Batch, long, StepLoss[]> losses) : ICheckpointed, IDisposable
{
    private int _epoch = -1;
    private int _taken;
    private bool _isBegun;
    private Batch _batch;

    /// <summary>The number of examples of the batch at hand.</summary>
    public long Rows => _batch.Count;

    /// <summary>Takes the next batch.</summary>
    public void Next()
    {
        if (!_isBegun && _epoch >= 0) source.BeginEpoch(_epoch, _taken);
        if (_epoch < 0 || !source.TryNext(out _batch)) BeginEpoch();
        _isBegun = true;
        _taken++;
    }

    /// <summary>The losses of the batch, with the model's parameters as they are.</summary>
    /// <param name="step">By which dropout is drawn.</param>
    public StepLoss[] Losses(long step) => losses(_batch, step);

    /// <summary>Puts the model's buffers, as the statistics of batch normalisation, back to what they are now when the result is disposed.</summary>
    public IDisposable KeepBuffers() => new Buffers([.. model.buffers()]);

    public void Save(CheckpointWriter writer) => writer.Add("position", [_epoch, _taken]);

    public Action Load(CheckpointReader reader)
    {
        double[] position = reader.Numbers("position");
        if (position.Length != 2) throw reader.Refused($"has {position.Length} numbers about held-out batches, and 2 are needed");
        return () => (_epoch, _taken, _isBegun) = ((int)position[0], (int)position[1], false);
    }

    public void Dispose() => source.Dispose();

    private void BeginEpoch()
    {
        _epoch++;
        _taken = 0;
        source.BeginEpoch(_epoch);
        if (!source.TryNext(out _batch))
            throw new InvalidOperationException("The held-out data gave no batch: give FitOptions.HeldOut, or the validation data, at least one example.");
    }

    private sealed class Buffers(Tensor[] buffers) : IDisposable
    {
        private readonly Tensor[] _copies = Array.ConvertAll(buffers, buffer => buffer.clone().DetachFromDisposeScope());

        public void Dispose()
        {
            using IDisposable untracked = no_grad();
            using DisposeScope scope = NewDisposeScope();
            for (int i = 0; i < buffers.Length; i++)
            {
                buffers[i].copy_(_copies[i]);
                _copies[i].Dispose();
            }
        }
    }
}
