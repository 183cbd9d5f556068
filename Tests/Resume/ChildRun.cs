using MtlDsl.Tests.Models;

namespace MtlDsl.Tests.Resume;

/// <summary>A run in a process of its own, which may be killed at any time and goes on when it is started again.</summary>
internal static class ChildRun
{
    // Long enough to be killed in: some 600 steps with a checkpoint after every second one.
    public static FitOptions Options(params TrainingCallback[] callbacks) =>
        ResumedRun.Options(callbacks) with { Epochs = 60, AccumulateGradients = 1, ValidateEvery = Interval.Steps(7) };

    /// <summary>Trains into a folder; says "training" with the first step, and at the end writes the fingerprint beside the checkpoints.</summary>
    /// <param name="arguments">The folder, and how many bytes of ballast to leave free on its disk after the tenth step, or nothing.</param>
    public static int Main(string[] arguments)
    {
        string folder = arguments[0];
        using var model = new Branches(seed: 4, device: "cpu");
        var sum = new RunningSum();
        FitOptions options = Options(new ModelCheckpoint(folder) { Every = Interval.Steps(2) }, sum, new Herald(folder, arguments.Length > 1));
        try
        {
            var history = model.Fit(ResumedRun.Data(), ResumedRun.Data(40), options with { Resume = folder });
            if (history.StopReason == StopReason.Completed)
                File.WriteAllText(FingerprintFile(folder), ResumedRun.Fingerprint(model, history) + sum.Sum.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
            return history.ExitCode;
        }
        catch (IOException exception) when (exception is not CheckpointException)
        {
            Console.WriteLine(exception.Message);
            return 74;
        }
    }

    public static string FingerprintFile(string folder) => Path.Combine(folder, "fingerprint.txt");

    /// <summary>Says that training began, and fills the disk where it is asked to.</summary>
    private sealed class Herald(string folder, bool fillsDisk) : TrainingCallback
    {
        private bool _spoke;

        public override void OnStepEnd(TrainingRun run)
        {
            if (!_spoke) Console.WriteLine("training");
            _spoke = true;
            if (!fillsDisk || run.Step != 11) return;
            using FileStream ballast = File.Create(Path.Combine(folder, "ballast"));
            try
            {
                while (true) ballast.Write(new byte[4096]);
            }
            catch (IOException)
            {
                Console.WriteLine("the disk is full");
            }
        }
    }
}
