namespace MtlDsl.Benchmarks;

/// <summary>A way to train ten tasks jointly.</summary>
/// <param name="Name">As the programs of peers/ call it.</param>
/// <param name="Weighting">What learns; null: the joint loss, in which all tasks count alike.</param>
internal sealed record JointMethod(string Name, Func<Weighting>? Weighting)
{
    public const string EqualWeights = "equal";

    /// <summary>How many steps it has to take at least while plain PyTorch takes one.</summary>
    public double? TimesPlain { get; init; }

    /// <summary>How many while the literature's way takes one.</summary>
    public double? TimesLiterature { get; init; }

    public static IReadOnlyList<JointMethod> All { get; } =
    [
        new(EqualWeights, null) { TimesPlain = 1.6 },
        new("pcgrad", () => new PCGrad()) { TimesLiterature = 6 },
        new("mgda", () => new MGDA()) { TimesLiterature = 6 },
        new("cagrad", () => new CAGrad()) { TimesLiterature = 6 },
        new("nashmtl", () => new NashMTL()) { TimesLiterature = 10 },
        new("gradvac", () => new GradVac()),
        new("graddrop", () => new GradDrop()),
        new("imtlg", () => new IMTLG()),
        new("alignedmtl", () => new AlignedMTL()),
        new("fairgrad", () => new FairGrad()),
        new("pivrg", () => new PIVRG()),
        new("upgrad", () => new UPGrad()),
        new("dualproj", () => new DualProj()),
        new("config", () => new ConFIG()),
        new("ntkmtl", () => new NTKMTL()),
        new("dbmtl", () => new DBMTL()),
        new("moco", () => new MoCo()),
        new("modo", () => new MoDo()),
        new("sdmgrad", () => new SDMGrad()),
        new("crmogm", () => new CRMOGM(new CAGrad())),
        new("equalweighting", () => new EqualWeighting()),
        new("uncertainty", () => new UncertaintyWeighting()),
        new("famo", () => new Famo()),
    ];

    /// <summary>Whether there are programs in peers/ to compare it with.</summary>
    public bool HasPeers => TimesPlain is not null || TimesLiterature is not null;

    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static JointMethod Named(string name) => All.FirstOrDefault(method => method.Name == name) ?? throw new ArgumentException(
        $"There is no method {name}, but {string.Join(", ", All.Select(method => method.Name))}.");

    /// <summary>Trains until the meter has enough.</summary>
    /// <returns>The joint loss of the last step.</returns>
    public double Train(int batch, StepMeter meter)
    {
        var steps = new MeteredSteps(meter);
        Weighting? weighting = Weighting?.Invoke();
        var options = new FitOptions { Epochs = int.MaxValue, BatchSize = batch, Callbacks = [steps], Weighting = weighting };
        if (weighting is GradientMethod)
        {
            using var model = new HardSharingOnGradients(seed: 1, device: "cpu");
            model.Fit(HardSharingData.ForGradients(), options: options);
        }
        else
        {
            using var model = new HardSharing(seed: 1, device: "cpu");
            model.Fit(HardSharingData.ForLosses(), options: options);
        }
        return steps.Loss;
    }
}
