namespace MtlDsl;

/// <summary>
/// Adam (Kingma and Ba, 2015) on one number for each task, as <c>torch.optim.Adam</c> with its defaults, in double precision. Each task
/// counts its own steps, so that one that is left out of a step is as it was.
/// </summary>
internal sealed class TaskAdam(int tasks) : ICheckpointed
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private double[] _means = new double[tasks];
    private double[] _squares = new double[tasks];
    private double[] _steps = new double[tasks];

    /// <summary>The task's number after a step.</summary>
    public double Step(int task, double value, double gradient, double learningRate)
    {
        double step = ++_steps[task];
        double mean = _means[task] = Beta1 * _means[task] + (1 - Beta1) * gradient;
        double square = _squares[task] = Beta2 * _squares[task] + (1 - Beta2) * gradient * gradient;
        double root = Math.Sqrt(square / (1 - Math.Pow(Beta2, step))) + Epsilon;
        return value - learningRate / (1 - Math.Pow(Beta1, step)) * mean / root;
    }

    /// <summary>One that goes on from here by itself.</summary>
    public TaskAdam Copy() => new(tasks) { _means = [.. _means], _squares = [.. _squares], _steps = [.. _steps] };

    public void Save(CheckpointWriter writer)
    {
        writer.Add("means", _means);
        writer.Add("squares", _squares);
        writer.Add("steps", _steps);
    }

    public Action Load(CheckpointReader reader)
    {
        double[] means = Read(reader, "means"), squares = Read(reader, "squares"), steps = Read(reader, "steps");
        return () => (_means, _squares, _steps) = (means, squares, steps);
    }

    private double[] Read(CheckpointReader reader, string name)
    {
        double[] numbers = reader.Numbers(name);
        return numbers.Length == tasks
            ? numbers
            : throw reader.Refused(FormattableString.Invariant($"has {numbers.Length} {name} of the weighting's optimizer, and the model has {tasks} tasks"));
    }
}
