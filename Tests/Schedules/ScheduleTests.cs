namespace MtlDsl.Tests;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData(ScheduleUnit.Epoch, 7, 2, 0.25)]
    [InlineData(ScheduleUnit.Step, 7, 2, 0.0078125)]
    public void A_schedule_counts_its_unit(ScheduleUnit unit, long step, int epoch, double expected) =>
        (new ExponentialDecay(0.5) { Unit = unit }).Begin(1, new RunLength(10, 100)).LearningRate(step, epoch).ShouldBe(expected);

    [Fact]
    public void A_cosine_and_a_cycle_take_the_length_of_the_run_unless_they_have_their_own()
    {
        var run = new RunLength(Epochs: 5, Steps: 50);

        new CosineDecay().Begin(1, run).LearningRate(25, 2).ShouldBe(0.5, 1e-15);
        (new CosineDecay { Unit = ScheduleUnit.Epoch }).Begin(1, run).LearningRate(25, 4).ShouldBe((1 + Math.Cos(0.8 * Math.PI)) / 2, 1e-15);
        new CosineDecay(20).Begin(1, run).LearningRate(10, 1).ShouldBe(0.5, 1e-15);
        new OneCycle().Begin(1, run).LearningRate(14, 1).ShouldBe(1);
        new OneCycle(20).Begin(1, run).LearningRate(5, 0).ShouldBe(1);
    }

    [Fact]
    public void After_their_length_a_cosine_and_a_cycle_stay_where_they_are()
    {
        (new CosineDecay(10) { MinLearningRate = 0.125 }).Begin(1, new RunLength(1, 20)).LearningRate(15, 0).ShouldBe(0.125);
        (new OneCycle(10) { InitialDivisor = 2, FinalDivisor = 4 }).Begin(1, new RunLength(1, 20)).LearningRate(15, 0).ShouldBe(0.125);
    }

    [Fact]
    public void A_cycle_of_very_few_steps_ends_at_its_last_rate()
    {
        ScheduleState state = (new OneCycle { InitialDivisor = 2, FinalDivisor = 4, Rise = 0.5 }).Begin(1, new RunLength(1, 2));

        state.LearningRate(0, 0).ShouldBe(1);
        state.LearningRate(1, 0).ShouldBe(0.125);
        new OneCycle().Begin(1, new RunLength(1, 1)).LearningRate(0, 0).ShouldBe(1 / 25e4, 1e-20);
    }

    [Fact]
    public void A_run_of_unknown_length_has_to_be_told_how_many_steps()
    {
        var stream = new RunLength(Epochs: 3, Steps: null);

        Should.Throw<InvalidOperationException>(() => new CosineDecay().Begin(1, stream)).Message.ShouldBe(
            "CosineDecay needs the number of steps of the run, and a stream tells it only at its end: set Length, or Unit to ScheduleUnit.Epoch.");
        Should.Throw<InvalidOperationException>(() => new LinearWarmup(10, new OneCycle()).Begin(1, stream)).Message.ShouldStartWith("OneCycle needs");
        new CosineDecay(100).Begin(1, stream).LearningRate(50, 0).ShouldBe(0.5, 1e-15);
        (new CosineDecay { Unit = ScheduleUnit.Epoch }).Begin(1, stream).LearningRate(99, 3).ShouldBe(0, 1e-15);
    }

    [Fact]
    public void What_follows_a_warm_up_counts_steps_from_its_end_and_epochs_from_the_start()
    {
        var run = new RunLength(Epochs: 4, Steps: 40);

        new LinearWarmup(20, new CosineDecay()).Begin(1, run).LearningRate(30, 3).ShouldBe(0.5, 1e-15);
        new LinearWarmup(20, new StepDecay(3)).Begin(1, run).LearningRate(30, 3).ShouldBe(0.1, 1e-15);
        new LinearWarmup(100, new CosineDecay()).Begin(1, run).LearningRate(39, 3).ShouldBe(0.01 + 0.99 * 0.39, 1e-15);
    }

    [Fact]
    public void A_plateau_during_the_warm_up_does_not_count()
    {
        ScheduleState state = new LinearWarmup(10, new ReduceOnPlateau(0.5, patience: 0)).Begin(1, new RunLength(10, 50));

        state.EpochEnded(5, 1);
        state.EpochEnded(10, 1);
        state.EpochEnded(15, 1);
        state.LearningRate(15, 3).ShouldBe(1);
        state.EpochEnded(20, 1);
        state.LearningRate(20, 4).ShouldBe(0.5);
    }

    [Fact]
    public void Negative_losses_have_to_fall_too()
    {
        ScheduleState state = new ReduceOnPlateau(0.5, patience: 0).Begin(1, new RunLength(10, null));

        state.EpochEnded(1, -1);
        state.EpochEnded(2, -1.00001);
        state.LearningRate(2, 2).ShouldBe(0.5);
        state.EpochEnded(3, -1.1);
        state.LearningRate(3, 3).ShouldBe(0.5);
    }

    [Fact]
    public void A_plateau_goes_on_from_a_checkpoint()
    {
        var schedule = new LinearWarmup(1, new ReduceOnPlateau(0.5, patience: 1) { Cooldown = 1 });
        var run = new RunLength(20, 20);
        double[] metrics = [3, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1];
        ScheduleState whole = schedule.Begin(1, run), first = schedule.Begin(1, run);
        double[] expected = [.. metrics.Select((metric, i) => Next(whole, i, metric))];
        for (int cut = 1; cut < metrics.Length; cut++)
        {
            Next(first, cut - 1, metrics[cut - 1]).ShouldBe(expected[cut - 1]);
            ScheduleState resumed = schedule.Begin(1, run);
            CheckpointCopy.Take(first, resumed);
            metrics.Skip(cut).Select((metric, i) => Next(resumed, cut + i, metric)).ShouldBe(expected.Skip(cut));
        }
        expected.Distinct().Count().ShouldBeGreaterThan(2);

        static double Next(ScheduleState state, int step, double metric)
        {
            state.EpochEnded(step + 1, metric);
            return state.LearningRate(step + 1, step + 1);
        }
    }

    [Fact]
    public void A_schedule_of_ones_own_is_a_formula()
    {
        new InverseRoot().Begin(2, new RunLength(9, 9)).LearningRate(3, 3).ShouldBe(1);
        new LinearWarmup(5, new InverseRoot { Unit = ScheduleUnit.Step }).Begin(2, new RunLength(9, 9)).LearningRate(8, 8).ShouldBe(1);
    }

    [Fact]
    public void Wrong_options_are_refused_by_name_and_value()
    {
        Refused(() => new StepDecay(0)).ShouldStartWith("Interval is 0, and has to be at least 1.");
        Refused(() => new StepDecay(3, -0.5)).ShouldStartWith("Factor is -0.5, and has to be in (0, 1].");
        Refused(() => new ExponentialDecay(double.NaN)).ShouldStartWith("Factor is NaN, and has to be in (0, 1].");
        Refused(() => new CosineDecay(0)).ShouldStartWith("Length is 0, and has to be at least 1, or null for the length of the run.");
        Refused(() => new CosineDecay { MinLearningRate = -1 }).ShouldStartWith("MinLearningRate is -1, and has to be at least 0 and finite.");
        Refused(() => new CosineWarmRestarts(4, growth: 0)).ShouldStartWith("Growth is 0, and has to be at least 1.");
        Refused(() => new OneCycle { Rise = 1 }).ShouldStartWith("Rise is 1, and has to be in (0, 1).");
        Refused(() => new LinearWarmup(0)).ShouldStartWith("Steps is 0, and has to be at least 1.");
        Refused(() => new LinearWarmup(5) { StartFactor = 2 }).ShouldStartWith("StartFactor is 2, and has to be in [0, 1].");
        Refused(() => new ReduceOnPlateau(1)).ShouldStartWith("Factor is 1, and has to be in (0, 1).");
        Refused(() => new ReduceOnPlateau(patience: -1)).ShouldStartWith("Patience is -1, and has to be at least 0.");
        Should.Throw<ArgumentException>(() => new MultiStepDecay([5, 3])).Message.ShouldStartWith(
            "Milestones is [5, 3], and has to be ascending numbers from 1 up, at least one.");
        Should.Throw<InvalidOperationException>(() => new OneCycle { Rise = 0.5, ThreePhases = true }.Begin(1, new RunLength(1, 100))).Message
            .ShouldStartWith("Rise is 0.5, and has to be below 0.5 with ThreePhases");

        static string Refused(Func<Schedule> make) => Should.Throw<ArgumentOutOfRangeException>(make).Message;
    }

    private sealed record InverseRoot : FixedSchedule
    {
        public override double LearningRate(double initial, long position, long? length) => initial / Math.Sqrt(1 + position);
    }
}
