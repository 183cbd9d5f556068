using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace MtlDsl.Tests.Weighting;

/// <summary>Steps of the bilevel methods are those of the published code.</summary>
public sealed class BilevelReferenceTests
{
    // The reference is in float64. Losses of order 1 in float32 have errors of 1e-7, which Auto-λ's difference over 2 · 0.01 makes 1e-5 of a derivative of
    // order 1, and ten steps of 0.05 by Adam add to what both go on with.
    private const double Tolerance = 5e-5;

    public static TheoryData<string> Cases => [.. Reference.CaseNames("bilevel")];

    [Theory, MemberData(nameof(Cases))]
    public void Weights_and_gradients_are_those_of_the_published_code(string name)
    {
        JsonElement item = Reference.Case("bilevel", name);
        LearnedBilevelMethod method = Create(name);
        using var problem = new BilevelProblem(method, item.GetProperty("missing").GetBoolean());
        int step = 0;
        foreach (JsonElement expected in item.GetProperty("steps").EnumerateArray())
        {
            problem.Learn(step++);
            method.Parameters.ShouldBe(Doubles(expected.GetProperty("alpha")), Tolerance);
            problem.Arena.Gradients.Floats().ShouldBe(expected.GetProperty("gradient").Floats(), Tolerance);
            if (step % Reference.Load("bilevel").GetProperty("steps_per_epoch").GetInt32() == 0) problem.Step.EpochEnded([]);
        }
        step.ShouldBe(10);
        problem.Arena.Values.Floats().ShouldBe(item.GetProperty("theta").Floats(), Tolerance);
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_method_that_was_saved_in_the_middle_goes_on_to_the_last_bit(string name)
    {
        LearnedBilevelMethod whole = Create(name), first = Create(name), second = Create(name);
        using BilevelProblem ofWhole = new(whole, true), ofFirst = new(first, true), ofSecond = new(second, true);
        for (int step = 0; step < 10; step++)
        {
            if (step == 5)
            {
                CheckpointCopy.Take(ofFirst.Step, ofSecond.Step);
                using IDisposable untracked = no_grad();
                ofSecond.Arena.Values.copy_(ofFirst.Arena.Values);
            }
            ofWhole.Learn(step);
            (step < 5 ? ofFirst : ofSecond).Learn(step);
        }
        second.Parameters.ShouldBe(whole.Parameters);
        second.Weights.ShouldBe(whole.Weights);
        ofSecond.Arena.Values.Floats().ShouldBe(ofWhole.Arena.Values.Floats());
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_step_that_is_not_finite_changes_nothing(string name)
    {
        LearnedBilevelMethod method = Create(name);
        using var problem = new BilevelProblem(method, false);
        problem.Learn(0);
        double[] parameters = [.. method.Parameters];
        float[] values = problem.Arena.Values.Floats();

        problem.IsBroken = true;
        problem.Learn(1);

        problem.Optimizer.IsRefused.ShouldBeTrue();
        method.Parameters.ShouldBe(parameters);
        problem.Arena.Values.Floats().ShouldBe(values);
    }

    [Fact]
    public void The_dual_problem_of_FORUM_is_solved_in_each_of_its_cases()
    {
        var signs = new HashSet<int>();
        foreach (JsonElement item in Reference.Load("bilevel").GetProperty("duals").EnumerateArray())
        {
            double[] rates = Doubles(item.GetProperty("rates")), point = Doubles(item.GetProperty("point"));
            double[][] rows = [.. item.GetProperty("gram").EnumerateArray().Select(Doubles)];
            var gram = new double[rows.Length, rows.Length];
            for (int i = 0; i < rows.Length; i++)
                for (int j = 0; j < rows.Length; j++) gram[i, j] = rows[i][j];

            double[] shares = ConstrainedDescent.Shares(
                gram, Doubles(item.GetProperty("along")), rates, item.GetProperty("squared").GetDouble(), item.GetProperty("constant").GetDouble());

            // Systems of equations in float64, of order 1.
            shares.ShouldBe(point[..^1], 1e-7);
            double rate = shares.Zip(rates, (share, each) => share * each).Sum();
            Math.Max(rate, 0).ShouldBe(point[^1], 1e-7);
            signs.Add(Math.Abs(rate) < 1e-7 ? 0 : Math.Sign(rate));
        }
        signs.Order().ShouldBe([-1, 0, 1]);
    }

    private static LearnedBilevelMethod Create(string name) => name.Replace(", labels missing", "", StringComparison.Ordinal) switch
    {
        "AutoLambda" => new AutoLambda { LearningRate = 0.05 },
        "AutoLambda, primary" => new AutoLambda { LearningRate = 0.05, PrimaryTasks = ["Suit", "Color"] },
        "AutoLambda, softmax" => new AutoLambda { LearningRate = 0.05, Softmax = true },
        "MOML" => new MOML { LearningRate = 0.05, InnerLearningRate = 0.5 },
        "FORUM" => new FORUM { LearningRate = 0.05, InnerLearningRate = 0.25, InnerSteps = 3 },
        "FORUM, one inner step" => new FORUM { LearningRate = 0.05, InnerLearningRate = 0.5, InnerSteps = 1, Phi = 1 },
        string other => throw new InvalidOperationException($"bilevel.json has a method that no test knows: {other}"),
    };

    private static double[] Doubles(JsonElement numbers) => [.. numbers.EnumerateArray().Select(item => item.GetDouble())];
}
