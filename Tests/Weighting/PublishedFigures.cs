using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Weighting;

/// <summary>What LibMTL's and TorchJD's own code gave (published.json), and the same steps with the methods here.</summary>
internal static class PublishedFigures
{
    /// <summary>A figure of one method of a library on the steps of a case.</summary>
    public sealed record Figure(JsonElement Case, JsonElement Entry)
    {
        public string Library => Entry.GetProperty("library").GetString()!;

        public string Method => Entry.GetProperty("method").GetString()!;

        /// <summary>The method without the mark of those whose own iterations went on until nothing changed.</summary>
        public string Options => Method.Replace(" to the end", "", StringComparison.Ordinal);

        public override string ToString() => $"{Library}'s {Method}, {Case.GetProperty("name").GetString()}";
    }

    /// <summary>How far the combined gradients and the weights of a figure are from the method's, as a share of their scale.</summary>
    public sealed record Difference(double Combined, double? Weights);

    public static IEnumerable<Figure> All(JsonElement document) =>
        from item in document.GetProperty("cases").EnumerateArray()
        from entry in item.GetProperty("figures").EnumerateArray()
        select new Figure(item, entry);

    /// <summary>Replays the steps of a figure.</summary>
    public static Difference Replay(Figure figure)
    {
        using var scope = NewDisposeScope();
        JsonElement steps = figure.Case.GetProperty("steps"), losses = figure.Case.GetProperty("losses");
        var (combinedDifference, weightsDifference) = (0.0, figure.Entry.TryGetProperty("weights", out var weights) ? 0.0 : (double?)null);
        using var method = Method(figure.Library, figure.Options, steps[0][0].GetArrayLength());
        for (var step = 0; step < steps.GetArrayLength(); step++)
        {
            Tensor[] batches = [.. steps[step].EnumerateArray().Select(batch => Matrix(batch))];
            var combined = method.Combine(new TaskGradients(batches[0])
            {
                FurtherBatches = batches[1..], Losses = Doubles(losses[step]), Step = step, Seed = figure.Case.GetProperty("seed").GetInt64(),
            });
            // Where gradients cancel out, rounding is a share of what was added up.
            var size = batches[^1].abs().max().item<float>() * (method.Weights?.Max(Math.Abs) ?? 1) * 1e-2;
            combinedDifference = Math.Max(combinedDifference, Share(combined.Floats(), Doubles(figure.Entry.GetProperty("combined")[step]), size));
            if (weightsDifference is { } largest)
                weightsDifference = Math.Max(largest, Share([.. method.Weights!.Select(weight => (float)weight)], Doubles(weights[step]), 0));
        }

        return new Difference(combinedDifference, weightsDifference);
    }

    /// <summary>The method and options here that are those of the library's.</summary>
    private static GradientMethod Method(string library, string name, int tasks) => (library, name) switch
    {
        (_, "MGDA") => new MGDA(),
        ("LibMTL", "MGDA l2") => new MGDA { Normalization = GradientNormalization.Norm },
        ("LibMTL", "MGDA loss") => new MGDA { Normalization = GradientNormalization.Loss },
        ("LibMTL", "MGDA loss+") => new MGDA { Normalization = GradientNormalization.LossAndNorm },
        (_, "PCGrad") => new PCGrad(),
        (_, "GradVac") => new GradVac(),
        ("LibMTL", "IMTL") => new WeightedLosses(new ImpartialLossWeighting { LearningRate = 1e-2, WeightDecay = 1e-5 }, new IMTLG()),
        ("TorchJD", "IMTLG") => new IMTLG(),
        ("LibMTL", "CAGrad") => new CAGrad(),
        ("LibMTL", "CAGrad 0.4 as it is") => new CAGrad { C = 0.4, Rescaling = CAGradRescaling.None },
        ("LibMTL", "CAGrad 0.8 by 1 + c") => new CAGrad { C = 0.8, Rescaling = CAGradRescaling.ByOnePlusC },
        ("TorchJD", "CAGrad") => new CAGrad { Rescaling = CAGradRescaling.None },
        (_, "Nash_MTL" or "NashMTL") => new NashMTL(),
        ("LibMTL", "Nash_MTL without limit") => new NashMTL { MaxNorm = 0 },
        ("LibMTL", "Nash_MTL every 2") => new NashMTL { UpdateEvery = 2 },
        ("LibMTL", "Aligned_MTL") => new AlignedMTL(),
        ("TorchJD", "AlignedMTL") => new AlignedMTL { Preference = Mean(tasks) },
        ("TorchJD", "AlignedMTL median") => new AlignedMTL { Preference = Mean(tasks), Scale = AlignedScale.Median },
        ("TorchJD", "AlignedMTL rmse") => new AlignedMTL { Preference = Mean(tasks), Scale = AlignedScale.Rmse },
        (_, "FairGrad") => new FairGrad(),
        ("LibMTL", "FairGrad 2") => new FairGrad { Alpha = 2 },
        (_, "UPGrad") => new UPGrad { SmallestTrace = 1e-4 },
        ("TorchJD", "DualProj") => new DualProj { SmallestTrace = 1e-4 },
        ("TorchJD", "ConFIG") => new ConFIG(),
        ("LibMTL", "MoCo") => new MoCo(),
        ("LibMTL", "MoCo decay") => new MoCo { BetaDecay = 0.1, Gamma = 1, Rho = 0.2 },
        ("LibMTL", "DB_MTL") => new DBMTL(),
        ("LibMTL", "DB_MTL decay") => new DBMTL { BetaDecay = 0.5 },
        ("LibMTL", "ExcessMTL") => new ExcessMTL(),
        ("TorchJD", "ExcessMTL") => new ExcessMTL { StepSize = 1, WarmupSteps = 0, SumsToOne = true },
        ("TorchJD", "ExcessMTL warmup") => new ExcessMTL { StepSize = 0.1, WarmupSteps = 2, SumsToOne = true },
        ("LibMTL", "GradNorm") => new GradNorm { LearningRate = 1e-2, WeightDecay = 1e-5 },
        ("LibMTL", "GradNorm 0.5") => new GradNorm { Alpha = 0.5, LearningRate = 1e-2, WeightDecay = 1e-5 },
        ("LibMTL", "MoDo") => new MoDo(),
        ("LibMTL", "MoDo 0.1") => new MoDo { Gamma = 0.1 },
        ("TorchJD", "MoDoWeighting") => new MoDo { Gamma = 0.1 },
        ("LibMTL", "SDMGrad") => new SDMGrad(),
        ("TorchJD", "SDMGradWeighting") => new SDMGrad { StepSize = 10 },
        (_, "GradDrop") => new GradDrop(),
        ("LibMTL", "GradDrop leak 0.25") => new GradDrop { Leak = 0.25 },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, $"published.json has a method of {library} that no test knows."),
    };

    private static double[] Mean(int tasks) => [.. Enumerable.Repeat(1.0 / tasks, tasks)];

    private static Tensor Matrix(JsonElement rows) => tensor(rows.Floats()).reshape(rows.GetArrayLength(), -1);

    private static double[] Doubles(JsonElement numbers) => [.. numbers.EnumerateArray().Select(number => number.GetDouble())];

    private static double Share(float[] actual, double[] expected, double size)
    {
        actual.Length.ShouldBe(expected.Length);
        size = Math.Max(size, expected.Max(Math.Abs));
        return size == 0 ? actual.Max(Math.Abs) : actual.Zip(expected, (value, other) => Math.Abs(value - other)).Max() / size;
    }
}
