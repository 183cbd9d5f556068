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
        "NashMTL" => new NashMTL(),
        "AlignedMTL" => new AlignedMTL(),
        "AlignedMTL of the mean" => new AlignedMTL { Preference = [0.5, 0.5] },
        "AlignedMTL median" => new AlignedMTL { Scale = AlignedScale.Median },
        "AlignedMTL rmse" => new AlignedMTL { Scale = AlignedScale.Rmse },
        "FairGrad" => new FairGrad(),
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
        "MoCo" => new MoCo(),
        "DBMTL" => new DBMTL { BetaDecay = 0.5 },
        "CRMOGM" => new CRMOGM(new IMTLG()),
        "MoDo" => new MoDo { Gamma = 0.1 },
        "SDMGrad" => new SDMGrad(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such method."),
    };

    public static readonly string[] All =
    [
        "MGDA", "MGDA l2", "MGDA loss", "MGDA loss+", "IMTLG", "CAGrad", "CAGrad rescaled", "NashMTL", "AlignedMTL", "AlignedMTL median", "AlignedMTL rmse",
        "FairGrad", "FairGrad 2", "PIVRG", "UPGrad", "UPGrad exact", "DualProj", "DualProj exact", "ConFIG", "NTKMTL", "PCGrad", "GradVac", "GradDrop", "MoCo", "DBMTL",
        "CRMOGM", "MoDo", "SDMGrad",
    ];

    /// <summary>The combined gradient of a first step; further batches are the same again, losses and scores 1 to 2.</summary>
    public static float[] Combine(GradientMethod method, float[][] rows, int[]? tasks = null, long step = 0)
    {
        using var scope = NewDisposeScope();
        var gradients = Rows(rows);
        double[] numbers = [.. Enumerable.Range(0, rows.Length).Select(task => 1 + task / (double)rows.Length)];
        return method.Combine(new TaskGradients(gradients)
        {
            FurtherBatches = [.. Enumerable.Repeat(gradients, method.Batches - 1)], Losses = numbers, Scores = numbers, Tasks = tasks, Step = step, Seed = 3,
        }).Floats();
    }

    public static double Dot(float[] left, float[] right) => left.Zip(right, (a, b) => (double)a * b).Sum();

    public static double Norm(float[] vector) => Math.Sqrt(Dot(vector, vector));
}
