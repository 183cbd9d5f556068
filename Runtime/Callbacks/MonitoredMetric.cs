using System.Runtime.CompilerServices;

namespace MtlDsl;

/// <summary>A number of the validation metrics by which models are compared.</summary>
/// <example><c>MonitoredMetric.Maximize((QuickStart.Metrics m) => m.Digit.Accuracy)</c></example>
public sealed class MonitoredMetric
{
    private readonly Func<ModelMetrics, double> _value;

    private MonitoredMetric(string name, bool isMaximized, Func<ModelMetrics, double> value)
    {
        Name = name;
        IsMaximized = isMaximized;
        _value = value;
    }

    /// <summary>The joint loss: of the validation data, or of the training data where there is no validation.</summary>
    public static MonitoredMetric JointLoss { get; } = new("joint loss", isMaximized: false, metrics => metrics.Joint.Loss);

    /// <summary>What it is called in messages and logs.</summary>
    public string Name { get; }

    /// <summary>Whether more is better.</summary>
    public bool IsMaximized { get; }

    /// <summary>A metric of which more is better.</summary>
    /// <typeparam name="TMetrics">The model's own metrics, such as QuickStart.Metrics.</typeparam>
    public static MonitoredMetric Maximize<TMetrics>(Func<TMetrics, double> metric, [CallerArgumentExpression(nameof(metric))] string name = "")
        where TMetrics : ModelMetrics => new(Body(name), isMaximized: true, Typed(metric));

    /// <summary>A metric of which less is better.</summary>
    /// <typeparam name="TMetrics">The model's own metrics, such as QuickStart.Metrics.</typeparam>
    public static MonitoredMetric Minimize<TMetrics>(Func<TMetrics, double> metric, [CallerArgumentExpression(nameof(metric))] string name = "")
        where TMetrics : ModelMetrics => new(Body(name), isMaximized: false, Typed(metric));

    /// <summary>The metric's value after the last validation, or of the epoch's training losses for the joint loss without validation data.</summary>
    /// <exception cref="InvalidOperationException">There was no validation, or the metric is another model's.</exception>
    public double Value(TrainingRun run)
    {
        if (run.Validation is { } metrics) return _value(metrics);
        return ReferenceEquals(this, JointLoss) && !run.HasValidation
            ? run.MeanLoss(0)
            : throw new InvalidOperationException(
                $"{Name} is to be watched, and there are no validation metrics: give Fit validation data, or watch MonitoredMetric.JointLoss.");
    }

    /// <summary>The metric's value of what was measured.</summary>
    /// <exception cref="InvalidOperationException">The metric is another model's.</exception>
    internal double Value(ModelMetrics metrics) => _value(metrics);

    /// <summary>Whether a value is better than another by more than a difference. NaN is worse than any number.</summary>
    public bool IsBetter(double value, double than, double minimumDelta = 0) =>
        !double.IsNaN(value) && (double.IsNaN(than) || (IsMaximized ? value > than + minimumDelta : value < than - minimumDelta));

    private static Func<ModelMetrics, double> Typed<TMetrics>(Func<TMetrics, double> metric) where TMetrics : ModelMetrics => metrics =>
        metrics is TMetrics own
            ? metric(own)
            : throw new InvalidOperationException(
                $"A metric of {typeof(TMetrics)} is to be watched, and the model that is trained has {metrics.GetType()}.");

    // "(QuickStart.Metrics m) => m.Digit.Accuracy" is known as "Digit.Accuracy".
    private static string Body(string expression)
    {
        int arrow = expression.IndexOf("=>", StringComparison.Ordinal);
        string body = arrow < 0 ? expression : expression[(arrow + 2)..].Trim();
        int dot = body.IndexOf('.', StringComparison.Ordinal);
        return arrow >= 0 && dot > 0 && body[..dot].All(char.IsLetterOrDigit) ? body[(dot + 1)..] : body;
    }
}
