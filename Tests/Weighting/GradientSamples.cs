using Shouldly;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Weighting;

/// <summary>Gradients and methods that several tests use.</summary>
internal static class GradientSamples
{
    public static Tensor Rows(params float[][] rows) => tensor(rows.SelectMany(row => row).ToArray()).reshape(rows.Length, rows[0].Length);

    /// <summary>A method by the name that gradients.json has for it.</summary>
    public static GradientMethod Method(string name) => name switch
    {
        "MGDA" => new MGDA(),
        "MGDA l2" => new MGDA { Normalization = GradientNormalization.Norm },
        "MGDA loss" => new MGDA { Normalization = GradientNormalization.Loss },
        "MGDA loss+" => new MGDA { Normalization = GradientNormalization.LossAndNorm },
        "IMTLG" => new IMTLG(),
        "CAGrad" => new CAGrad { Rescaling = CAGradRescaling.None },
        "CAGrad rescaled" => new CAGrad { C = 0.4, Rescaling = CAGradRescaling.ByOnePlusSquare },
        "CAGrad 1" => new CAGrad { C = 1, Rescaling = CAGradRescaling.None },
        "CAGrad 2" => new CAGrad { C = 2, Rescaling = CAGradRescaling.None },
        "NashMTL" => new NashMTL(),
        "NashMTL unscaled" => new NashMTL { MaxNorm = 0 },
        "NashMTL every 3" => new NashMTL { UpdateEvery = 3 },
        "AlignedMTL" => new AlignedMTL(),
        "AlignedMTL of the mean" => new AlignedMTL { Preference = [0.5, 0.5] },
        "AlignedMTL median" => new AlignedMTL { Scale = AlignedScale.Median },
        "AlignedMTL rmse" => new AlignedMTL { Scale = AlignedScale.Rmse },
        "FairGrad" => new FairGrad(),
        "FairGrad 0.1" => new FairGrad { Alpha = 0.1 },
        "FairGrad 2" => new FairGrad { Alpha = 2 },
        "PIVRG" => new PIVRG { MaxNorm = 0 },
        "UPGrad" => new UPGrad(),
        "UPGrad exact" => new UPGrad { Regularization = 0 },
        "DualProj" => new DualProj(),
        "DualProj exact" => new DualProj { Regularization = 0 },
        "ConFIG" => new ConFIG(),
        "NTKMTL" => new NTKMTL { MaxNorm = 0 },
        "PCGrad" => new PCGrad(),
        "GradVac" => new GradVac(),
        "GradDrop" => new GradDrop(),
        "GradDrop leak" => new GradDrop { Leak = 0.25 },
        "MoCo" => new MoCo(),
        "MoCo paper" => new MoCo { NormalizesGradients = false, UsesSoftmax = false },
        "DBMTL" => new DBMTL { BetaDecay = 0.5 },
        "GradNorm" => new GradNorm(),
        "ExcessMTL" => new ExcessMTL(),
        "ExcessMTL of the paper" => new ExcessMTL { StepSize = 1, WarmupSteps = 2, SumsToOne = true },
        "RGW" => new RandomGradientWeighting(),
        "LOG-MGDA" => new WeightedLosses(new ScaleInvariant(), new MGDA()),
        "IMTL" => new WeightedLosses(new ImpartialLossWeighting(), new IMTLG()),
        "CRMOGM" => new CRMOGM(new IMTLG()),
        "MoDo" => new MoDo { Gamma = 0.1 },
        "SDMGrad" => new SDMGrad(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such method."),
    };

    /// <summary>The combined gradient of a step; further batches are the same again.</summary>
    /// <param name="numbers">Losses and scores; null: 1 to 2.</param>
    public static float[] Combine(GradientMethod method, float[][] rows, int[]? tasks = null, long step = 0, double[]? numbers = null, long seed = 3)
    {
        using var scope = NewDisposeScope();
        var gradients = Rows(rows);
        numbers ??= Numbers(rows.Length);
        return method.Combine(new TaskGradients(gradients)
        {
            FurtherBatches = [.. Enumerable.Repeat(gradients, method.Batches - 1)], Losses = numbers, Scores = numbers, Tasks = tasks, Step = step, Seed = seed,
        }).Floats();
    }

    /// <summary>Losses and scores from 1 to 2.</summary>
    public static double[] Numbers(int tasks) => [.. Enumerable.Range(0, tasks).Select(task => 1 + task / (double)tasks)];

    public static double Dot(float[] left, float[] right) => left.Zip(right, (a, b) => (double)a * b).Sum();

    public static double Norm(float[] vector) => Math.Sqrt(Dot(vector, vector));

    /// <summary>What a combination is made of, Σ |w_i| ‖g_i‖: its rounding is relative to this, as parts of it may cancel out.</summary>
    public static double Size(GradientMethod method, float[][] rows) =>
        rows.Select((row, i) => Math.Abs(method.Weights?[i] ?? 1) * Norm(row)).Sum();

    public static void ShouldBeNear(float[] actual, double[] expected, double tolerance, string message)
    {
        actual.Length.ShouldBe(expected.Length, message);
        var worst = Enumerable.Range(0, expected.Length).MaxBy(i => Difference(i));
        Difference(worst).ShouldBeLessThanOrEqualTo(tolerance, FormattableString.Invariant($"{message}, element {worst}: {actual[worst]} instead of {expected[worst]}"));

        double Difference(int i) => Math.Abs(actual[i] - expected[i]) is var difference && double.IsNaN(difference) ? double.PositiveInfinity : difference;
    }

    public static void ShouldBeNear(float[] actual, float[] expected, double tolerance, string message) =>
        ShouldBeNear(actual, Array.ConvertAll(expected, value => (double)value), tolerance, message);
}
