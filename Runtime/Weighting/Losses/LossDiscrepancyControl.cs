using System.ComponentModel.DataAnnotations;

namespace MtlDsl;

/// <summary>
/// LDC-MTL (Xiao, Dong, Zou and Ji, "LDC-MTL: Balancing Multi-Task Learning through Scalable Loss Discrepancy Control", 2025; first named BiLB4MTL): a bilevel problem, whose
/// outer one is that losses differ little, as one penalised loss. Joint loss: Σ w_i N_i / Σ w + λ Σ |τ_i N_i - τ_(i+1) N_(i+1)| over neighbours in the order of
/// the model, with the normalised losses N, w = sigmoid(p), p learnt and 1 at first, and Σ w constant in backward. τ is w, or 1 with
/// <see cref="ComparesWeighted"/> false. Needs the losses of a step; learns a number for each task.
/// </summary>
/// <remarks>
/// One pass a step, whatever the number of tasks, and no held-out batch: the weights are learnt on the batches of the steps. The weights are the authors' for CelebA
/// and QM9; in their networks for images a Linear layer makes them of the features, which a strategy does not see.
/// </remarks>
public sealed class LossDiscrepancyControl : LearnedWeighting
{
    private double[] _first = [];

    /// <summary>λ: how much the differences count. At least 0; 0.01 to 0.1 in the paper.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    [Range(0, double.MaxValue)]
    public double Penalty { get; init => field = Check(value, value >= 0 && double.IsFinite(value), "at least 0 and finite"); } = 0.01;

    /// <summary>How losses are brought to one scale before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of them.</exception>
    public InitialLossScaling Scaling
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Scaling), value, $"Scaling is {value}, and has to be one of InitialLossScaling.");
    }

    /// <summary>Whether the differences are of the weighted losses.</summary>
    public bool ComparesWeighted { get; init; } = true;

    private protected override double Initial => 1;

    /// <inheritdoc/>
    public override void Save(CheckpointWriter writer)
    {
        base.Save(writer);
        writer.Add("first_losses", _first);
    }

    /// <inheritdoc/>
    public override Action Load(CheckpointReader reader)
    {
        Action load = base.Load(reader);
        double[] first = ReadNumbers(reader, "first_losses", Tasks.Count);
        return () =>
        {
            load();
            _first = first;
        };
    }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        base.OnBegin();
        _first = new double[Tasks.Count];
        Array.Fill(_first, double.NaN);
    }

    /// <inheritdoc/>
    protected override void OnEpochEnded(ReadOnlySpan<double> meanLosses)
    {
        if (Scaling == InitialLossScaling.Logarithm) Array.Fill(_first, double.NaN);
    }

    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<int> tasks, ReadOnlySpan<double> losses, Span<double> weights)
    {
        int n = tasks.Length;
        double[] scaled = new double[n], slopes = new double[n], sigmoids = new double[n], compared = new double[n], signs = new double[n];
        NoteFirst(tasks, losses);
        double smallest = double.PositiveInfinity, sum = 0, joint = 0;
        foreach (int task in tasks) smallest = Math.Min(smallest, _first[task]);
        for (int i = 0; i < n; i++)
        {
            (scaled[i], slopes[i]) = Scale(losses[i], _first[tasks[i]], smallest);
            sum += sigmoids[i] = 1 / (1 + Math.Exp(-Values[tasks[i]]));
            compared[i] = ComparesWeighted ? sigmoids[i] : 1;
        }
        for (int i = 0; i + 1 < n; i++)
        {
            double difference = compared[i] * scaled[i] - compared[i + 1] * scaled[i + 1];
            joint += Penalty * Math.Abs(difference);
            signs[i] += Math.Sign(difference);
            signs[i + 1] -= Math.Sign(difference);
        }
        for (int i = 0; i < n; i++)
        {
            joint += sigmoids[i] * scaled[i] / sum;
            weights[i] = (sigmoids[i] / sum + Penalty * compared[i] * signs[i]) * slopes[i];
            double ofWeight = scaled[i] / sum + (ComparesWeighted ? Penalty * scaled[i] * signs[i] : 0);
            AddGradient(tasks[i], ofWeight * sigmoids[i] * (1 - sigmoids[i]));
        }
        for (int i = 0; i < n; i++) joint -= weights[i] * losses[i];
        return joint;
    }

    private void NoteFirst(ReadOnlySpan<int> tasks, ReadOnlySpan<double> losses)
    {
        if (Scaling == InitialLossScaling.None) return;
        for (int i = 0; i < tasks.Length; i++)
        {
            if (!(losses[i] > 0) && (double.IsNaN(_first[tasks[i]]) || Scaling == InitialLossScaling.Logarithm))
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"The loss of '{Tasks[tasks[i]]}' is {losses[i]}, and LossDiscrepancyControl divides losses by what they were at first: use InitialLossScaling.None where losses reach 0."));
            if (double.IsNaN(_first[tasks[i]])) _first[tasks[i]] = losses[i];
        }
    }

    private (double Scaled, double Slope) Scale(double loss, double first, double smallest) => Scaling switch
    {
        InitialLossScaling.None => (loss, 1),
        InitialLossScaling.Ratio => (loss / (first / smallest), smallest / first),
        _ => (Math.Log(loss / first), 1 / loss),
    };
}

/// <summary>What <see cref="LossDiscrepancyControl"/> makes of each loss L, given the first one L₀ of its task.</summary>
public enum InitialLossScaling
{
    /// <summary>L itself, as for tasks with losses of one kind.</summary>
    None,

    /// <summary>L / L₀ times the smallest L₀ of the tasks, L₀ of the run's first batch: each begins where the smallest does.</summary>
    Ratio,

    /// <summary>log(L / L₀), L₀ of the epoch's first batch. Losses have to be positive.</summary>
    Logarithm,
}
