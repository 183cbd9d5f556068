using System.Diagnostics;
using System.Runtime.InteropServices;
using TorchSharp;

namespace MtlDsl.Benchmarks;

/// <summary>Measures steps as the peers do: a second of warm-up, then rounds of about 0.2 s for so many seconds.</summary>
internal sealed class StepMeter(double seconds)
{
    private const double WarmUpSeconds = 1, RoundSeconds = 0.2;
    private const int WarmUpRound = 10;

    private readonly List<double> _rounds = [];
    private readonly List<double> _processorRounds = [];
    private int _round = 1;
    private int _steps;
    private int _warmUpSteps;
    private double _total;
    private long _start;
    private TimeSpan _processorStart;
    private long _bytesBefore;
    private long _bytes;
    private long _live;
    private long _gained;
    private State _state;

    private enum State
    {
        FirstStep,
        WarmUp,
        Measuring,
    }

    /// <summary>After each step.</summary>
    /// <returns>Whether more are wanted.</returns>
    public bool StepTaken()
    {
        if (++_steps < _round) return true;
        double elapsed = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        switch (_state)
        {
            case State.FirstStep:
                _live = torch.Tensor.TotalCount;
                (_state, _round) = (State.WarmUp, WarmUpRound);
                break;
            case State.WarmUp:
                _total += elapsed;
                _warmUpSteps += _steps;
                if (_total >= WarmUpSeconds) BeginMeasuring();
                break;
            default:
                _rounds.Add(elapsed / _steps);
                _processorRounds.Add((Environment.CpuUsage.TotalTime - _processorStart).TotalSeconds / _steps);
                _total += elapsed;
                _bytes = GC.GetAllocatedBytesForCurrentThread() - _bytesBefore;
                _gained = torch.Tensor.TotalCount - _live;
                break;
        }
        _steps = 0;
        (_start, _processorStart) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        return _state != State.Measuring || _total < seconds;
    }

    /// <summary>What was measured, once no more steps are wanted.</summary>
    public StepMeasurement Result(int batch, int threads, double loss) => new(
        "mtldsl", torch.__version__, batch, threads, _rounds.Median() * 1e6, _rounds.Min() * 1e6, _rounds.Count, loss,
        (double)_bytes / (_rounds.Count * _round), _gained, NativeEnvironment("OPENBLAS_CORETYPE"),
        _processorRounds.Median() * 1e6);

    private void BeginMeasuring()
    {
        _round = Math.Max(1, (int)Math.Round(_warmUpSteps / _total * RoundSeconds));
        (_state, _total) = (State.Measuring, 0);
        _bytesBefore = GC.GetAllocatedBytesForCurrentThread();
    }

    // What a native library sets for those loaded after it does not show in .NET's own copy of the environment.
    private static string? NativeEnvironment(string name) =>
        OperatingSystem.IsLinux() ? Marshal.PtrToStringUTF8(getenv(name)) : Environment.GetEnvironmentVariable(name);

    [DllImport("libc")]
    private static extern IntPtr getenv([MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
