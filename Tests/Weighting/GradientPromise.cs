namespace MtlDsl.Tests.Weighting;

/// <summary>What a method promises about its result, whatever the gradients are. Each row of <see cref="All"/> is one line of that table: a new method is a new line.</summary>
/// <param name="Name">The name in <see cref="GradientSamples.Method"/>.</param>
/// <param name="Degree">k, where gradients that are s times as long give a result s^k times as long; null: nothing is promised.</param>
internal sealed record GradientPromise(string Name, double? Degree)
{
    /// <summary>ε, where the result's product with a gradient is at least -ε w_i Σ‖g‖², which a regularisation by ε of the trace leaves; null: it may conflict.</summary>
    public double? Conflict { get; init; }

    /// <summary>Whether the order of the tasks does not matter.</summary>
    public bool IgnoresOrder { get; init; } = true;

    /// <summary>Whether A((αc_1 + βc_2) J) = αA(c_1 J) + βA(c_2 J), for positive diagonal c. A regularisation takes it away: TorchJD's tests let it be 6e-2 off.</summary>
    public bool IsAdditive { get; init; }

    /// <summary>Where the result is 0 at most.</summary>
    public Stationarity VanishesAt { get; init; } = Stationarity.Anywhere;

    /// <summary>Whether it remembers something from step to step.</summary>
    public bool Remembers { get; init; }

    /// <summary>Whether it draws random numbers.</summary>
    public bool Draws { get; init; }

    public static readonly GradientPromise[] All =
    [
        new("MGDA", 1) { Conflict = 0, VanishesAt = Stationarity.Weak },
        new("MGDA l2", 0) { Conflict = 0, VanishesAt = Stationarity.Weak },
        new("MGDA loss", 1) { Conflict = 0, VanishesAt = Stationarity.Weak },
        new("MGDA loss+", 0) { Conflict = 0, VanishesAt = Stationarity.Weak },
        new("IMTLG", 1),
        new("CAGrad", 1),
        new("CAGrad rescaled", 1),
        new("CAGrad 1", 1) { Conflict = 0, VanishesAt = Stationarity.Weak },
        new("CAGrad 2", 1) { Conflict = 0, VanishesAt = Stationarity.Weak },
        new("NashMTL", 0) { Conflict = 0, VanishesAt = Stationarity.Weak },
        new("NashMTL unscaled", 0) { Conflict = 0, VanishesAt = Stationarity.Weak },
        new("FairGrad 0.1", 1 - 2.0 / 11) { Conflict = 0, VanishesAt = Stationarity.Weak },
        new("FairGrad", 0) { Conflict = 0, VanishesAt = Stationarity.Weak },
        new("FairGrad 2", 1 - 2 / 1.5) { Conflict = 0, VanishesAt = Stationarity.Weak },
        new("PIVRG", 1 - 2 / 1.5) { Conflict = 0, VanishesAt = Stationarity.Weak },
        new("AlignedMTL", 1),
        new("AlignedMTL median", 1),
        new("AlignedMTL rmse", 1),
        new("UPGrad", 1) { Conflict = 1e-4, VanishesAt = Stationarity.Strong },
        new("UPGrad exact", 1) { Conflict = 0, IsAdditive = true, VanishesAt = Stationarity.Strong },
        new("DualProj", 1) { Conflict = 1e-4, VanishesAt = Stationarity.Strong },
        new("DualProj exact", 1) { Conflict = 0, VanishesAt = Stationarity.Strong },
        new("ConFIG", 1) { IsAdditive = true },
        new("NTKMTL", 1) { VanishesAt = Stationarity.Strong },
        new("PCGrad", 1) { IgnoresOrder = false, Draws = true },
        new("GradVac", null) { IgnoresOrder = false, Draws = true, Remembers = true },
        new("GradDrop", 1) { Draws = true },
        new("GradDrop leak", 1) { Draws = true },
        new("MoCo", null) { Remembers = true },
        new("MoCo paper", null) { Remembers = true },
        new("DBMTL", null) { Remembers = true },
        new("GradNorm", null) { Remembers = true },
        new("ExcessMTL", null) { Remembers = true },
        new("ExcessMTL of the paper", null) { Remembers = true },
        new("RGW", 1) { IgnoresOrder = false, Draws = true },
        new("LOG-MGDA", 1) { Conflict = 0, VanishesAt = Stationarity.Weak, Remembers = true },
        new("IMTL", 1) { Remembers = true },
        new("CRMOGM", 1) { Remembers = true },
        new("MoDo", null) { Remembers = true },
        new("SDMGrad", null) { Remembers = true },
        new("NashMTL every 3", 0) { Conflict = 0, Remembers = true },
    ];

    public static GradientPromise Of(string name) => All.Single(promise => promise.Name == name);

    /// <summary>The names of those that promise something.</summary>
    public static TheoryData<string> Where(Func<GradientPromise, bool> promises) => [.. All.Where(promises).Select(promise => promise.Name)];
}

/// <summary>Where a result may be 0.</summary>
internal enum Stationarity
{
    /// <summary>Nothing is promised.</summary>
    Anywhere,

    /// <summary>Only where a weighted sum with weights of at least 0, not all 0, is 0.</summary>
    Weak,

    /// <summary>Only where a weighted sum with positive weights is 0.</summary>
    Strong,
}
