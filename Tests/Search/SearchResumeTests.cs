using MtlDsl.Tests.Models;

namespace MtlDsl.Tests;

/// <summary>Searches that are interrupted and go on.</summary>
public sealed class SearchResumeTests
{
    private static readonly QuickStart.Dataset Data = QuickStartData.Make(96, seed: 1);

    private static readonly WeightSearchOptions Options = new()
    {
        Method = new SuccessiveHalving(3), Folds = 2, Seed = 4, Score = SearchScore.MeanRank, Training = new FitOptions { Epochs = 3, BatchSize = 16 },
    };

    [Fact]
    public void A_search_that_is_killed_between_any_two_trainings_ends_with_the_same_table()
    {
        string expected = Search(Options, new Calls());
        // 3 trials of 1 epoch and 1 of 3, each of 2 folds.
        const int Trainings = 8;
        for (int killed = 0; killed < Trainings; killed++)
        {
            using var folder = new TemporaryFolder();
            WeightSearchOptions kept = Options with { Folder = folder.File("search") };
            Should.Throw<KilledException>(() => Search(kept, new Calls { Most = killed }));

            var calls = new Calls();
            Search(kept, calls).ShouldBe(expected, $"killed in training {killed + 1}");
            calls.Trained.ShouldBe(Trainings - killed);
            var none = new Calls();
            Search(kept, none).ShouldBe(expected);
            none.Trained.ShouldBe(0);
        }
    }

    [Fact]
    public void The_folder_has_a_file_for_each_training()
    {
        using var folder = new TemporaryFolder();
        Search(Options with { Folder = folder.Path }, new Calls());

        folder.Files.Count(name => name.Contains("-round-1-")).ShouldBe(6);
        folder.Files.Count(name => name.Contains("-round-2-")).ShouldBe(2);
        folder.Files.Length.ShouldBe(9);
        folder.Files.ShouldContain("search.json");
        folder.Files.ShouldContain("trial-0003-round-1-fold-2.json");
    }

    [Fact]
    public void The_folder_of_another_search_is_refused()
    {
        using var folder = new TemporaryFolder();
        WeightSearchOptions kept = Options with { Folder = folder.Path };
        Search(kept, new Calls());
        string[] files = folder.Files;

        foreach ((WeightSearchOptions other, string difference) in new[]
        {
            (kept with { Seed = 5 }, "its seed is 4, and this one's 5"),
            (kept with { Score = SearchScore.MeanScore }, "its score is mean rank, and this one's mean score"),
            (kept with { Folds = 3 }, "its number of examples is 48, and this one's 64"),
            (kept with { Method = new RandomSearch(3) }, "its method is SuccessiveHalving of RandomSearch, and this one's RandomSearch"),
            (kept with { Method = new SuccessiveHalving(4) }, "its plan is 3 trials of 1 epochs, 1 trials of 3 epochs, and this one's 4 trials of 1 epochs, 1 trials of 3 epochs"),
            (kept with { Method = new SuccessiveHalving(new RandomSearch(3) { Distribution = new LogUniform() }) }, "the weights of its trial 2 are ("),
            (kept with { Training = kept.Training with { BatchSize = 8 } }, "its batch size is 16, and this one's 8"),
            (kept with { Training = kept.Training with { Optimizer = new Sgd(0.1) } }, "its optimizer is Adam, and this one's Sgd"),
            (kept with { Training = kept.Training with { Optimizer = new Adam(0.1) } }, "its learning rate is 0.001, and this one's 0.1"),
        })
        {
            CheckpointException exception = Should.Throw<CheckpointException>(() => Search(other, new Calls()));
            exception.Message.ShouldStartWith($"'{folder.Path}' is the folder of another search: {difference}");
            exception.Message.ShouldEndWith("Choose another folder, or search as before to go on with it.");
        }
        folder.Files.ShouldBe(files);
    }

    [Fact]
    public void A_damaged_result_is_named()
    {
        using var folder = new TemporaryFolder();
        WeightSearchOptions kept = Options with { Folder = folder.Path };
        string expected = Search(kept, new Calls());
        string first = folder.File("trial-0001-round-1-fold-1.json"), second = folder.File("trial-0001-round-1-fold-2.json");
        string text = File.ReadAllText(first);

        File.WriteAllText(first, text[..^5]);
        Should.Throw<CheckpointException>(() => Search(kept, new Calls())).Message.ShouldStartWith($"'{first}' does not hold the result of a training: ");
        File.Copy(second, first, overwrite: true);
        Should.Throw<CheckpointException>(() => Search(kept, new Calls())).Message
            .ShouldBe($"'{first}' is the result of another training than its name says: delete it, and that training is done anew");
        File.Delete(first);
        var calls = new Calls();
        Search(kept, calls).ShouldBe(expected);
        calls.Trained.ShouldBe(1);
        File.WriteAllText(folder.File("search.json"), "");
        Should.Throw<CheckpointException>(() => Search(kept, new Calls())).Message.ShouldContain("does not hold the plan of a search: ");
    }

    [Fact]
    public void A_training_that_diverged_is_not_done_again()
    {
        using var folder = new TemporaryFolder();
        WeightSearchOptions kept = Options with
        {
            Folder = folder.Path, Method = new GridSearch(1, 1e30), Score = SearchScore.MeanScore, Training = Options.Training with { Optimizer = new Sgd(0.1) },
        };
        string expected = Search(kept, new Calls());
        expected.ShouldContain("diverged");

        var calls = new Calls();
        Search(kept, calls).ShouldBe(expected);
        calls.Trained.ShouldBe(0);
    }

    private static string Search(WeightSearchOptions options, Calls calls) => WeightSearch.Run(Data, seed => new QuickStart(seed, "cpu"),
        (model, train, validation, own) =>
        {
            // The first call only asks for the names of the tasks.
            if (own.Weighting is not null && calls.Trained++ == calls.Most) throw new KilledException();
            return model.Fit(train, validation, own);
        },
        options).ToString();

    private sealed class Calls
    {
        public int Most { get; init; } = int.MaxValue;

        public int Trained { get; set; }
    }

    private sealed class KilledException : Exception;
}
