namespace MtlDsl;

/// <summary>How a learning rate range test goes. Values are checked where they are given.</summary>
public sealed record LearningRateTest
{
    /// <summary>The learning rate of the first step. Positive, finite, and below <see cref="Highest"/>.</summary>
    public double Lowest { get; init => field = Positive(value, nameof(Lowest)); } = 1e-6;

    /// <summary>The learning rate of the last step. Positive, finite, and above <see cref="Lowest"/>.</summary>
    public double Highest { get; init => field = Positive(value, nameof(Highest)); } = 10;

    /// <summary>The number of steps. At least 10.</summary>
    public int Steps
    {
        get;
        init => field = value >= 10
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Steps), value,
                FormattableString.Invariant($"Steps is {value}, and has to be at least 10 to show a curve."));
    } = 150;

    /// <summary>
    /// Trains a model while the learning rate grows by the same factor with every step, until the loss is beyond four times the first one or
    /// not finite, and puts the weights and buffers back that it had.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="fit">Trains it with the options that it is given, on training data alone.</param>
    /// <param name="options">How the model is to be trained; schedule, callbacks and lengths are the test's own. Null: the defaults.</param>
    /// <exception cref="InvalidOperationException"><see cref="Lowest"/> is not below <see cref="Highest"/>.</exception>
    public LearningRateRange Run(MultiTaskModel model, Action<FitOptions> fit, FitOptions? options = null)
    {
        if (Lowest >= Highest)
            throw new InvalidOperationException(FormattableString.Invariant($"Lowest is {Lowest} and Highest {Highest}: Lowest has to be below Highest."));
        var recorder = new Recorder();
        bool wasTraining = model.training;
        using var weights = new WeightsCopy(model);
        try
        {
            fit((options ?? new FitOptions()) with
            {
                // An epoch has at least one step.
                Epochs = Steps,
                MaxSteps = Steps,
                MaxTime = null,
                Schedule = new Growth(Lowest, Highest, Steps),
                Callbacks = [recorder],
                NonFinite = NonFinitePolicy.Stop,
                Resume = null,
                FastDevRun = false,
            });
        }
        catch (TrainingDivergedException)
        {
            // The end that the test is looking for, come at a single step.
        }
        finally
        {
            weights.Restore();
            model.train(wasTraining);
        }
        return new LearningRateRange(recorder.Taken);
    }

    private static double Positive(double value, string name) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is {value}, and has to be positive and finite."));

    private sealed record Growth : FixedSchedule
    {
        private readonly double _lowest, _factor;

        public Growth(double lowest, double highest, int steps)
        {
            Unit = ScheduleUnit.Step;
            _lowest = lowest;
            _factor = Math.Pow(highest / lowest, 1.0 / (steps - 1));
        }

        public override double LearningRate(double initial, long position, long? length) => _lowest * Math.Pow(_factor, position);
    }

    private sealed class Recorder : TrainingCallback
    {
        // What a loss one step earlier counts: a single unlucky batch ends nothing.
        private const double Decay = 0.8;
        private double _sum, _weight, _first;

        public List<(double LearningRate, double Loss)> Taken { get; } = [];

        public override void OnStepEnd(TrainingRun run)
        {
            double loss = run.LastLoss(0);
            if (!double.IsFinite(loss))
            {
                run.Stop();
                return;
            }
            Taken.Add((run.Optimizer.LearningRate, loss));
            (_sum, _weight) = (_sum * Decay + loss, _weight * Decay + 1);
            if (Taken.Count == 1) _first = Math.Abs(loss);
            if (_sum / _weight > 4 * _first) run.Stop();
        }
    }
}
