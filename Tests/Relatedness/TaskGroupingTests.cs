namespace MtlDsl.Tests.Relatedness;

public sealed class TaskGroupingTests
{
    // Sums of a few numbers of size 1, added up in another order.
    private const double Rounding = 1e-12;

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 2, 1)]
    [InlineData(4, 2, 2)]
    [InlineData(5, 3, 3)]
    [InlineData(6, 6, 4)]
    [InlineData(7, 3, 5)]
    public void A_partition_is_the_best_of_all(int tasks, int mostGroups, int seed)
    {
        double[,] affinity = Affinities(tasks, seed);
        double best = Partitions([.. Enumerable.Range(0, tasks)]).Where(groups => groups.Count <= mostGroups)
            .Max(groups => groups.Sum(group => group.Sum(task => Onto(affinity, task, group, alone: 0.1))));

        TaskGrouping grouping = TaskGrouping.Partition(Matrix(affinity), mostGroups, alone: 0.1);

        grouping.Score.ShouldBe(best, Rounding);
        grouping.IsExact.ShouldBeTrue();
        grouping.Groups.SelectMany(group => group.Tasks).Order().ShouldBe(Names(tasks).Order());
        grouping.Groups.Count.ShouldBeLessThanOrEqualTo(mostGroups);
        grouping.Groups.ShouldAllBe(group => group.Served.SequenceEqual(group.Tasks));
        // What it says of itself is so.
        grouping.Groups.Sum(group => group.Tasks.Sum(task => Onto(affinity, Index(task), [.. group.Tasks.Select(Index)], alone: 0.1))).ShouldBe(best, Rounding);
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(3, 2, 1)]
    [InlineData(4, 2, 2)]
    [InlineData(5, 2, 3)]
    [InlineData(5, 3, 4)]
    public void Overlapping_groups_are_the_best_of_all(int tasks, int mostGroups, int seed)
    {
        double[,] affinity = Affinities(tasks, seed);
        double best = Families(tasks, mostGroups).Max(groups => Enumerable.Range(0, tasks).Sum(task =>
            groups.Where(group => group.Contains(task)).Select(group => Onto(affinity, task, group, alone: -0.2)).DefaultIfEmpty(double.NegativeInfinity).Max()));

        TaskGrouping grouping = TaskGrouping.Overlapping(Matrix(affinity), mostGroups, alone: -0.2);

        grouping.Score.ShouldBe(best, Rounding);
        grouping.Groups.Count.ShouldBeLessThanOrEqualTo(mostGroups);
        grouping.Groups.SelectMany(group => group.Served).Order().ShouldBe(Names(tasks).Order());
        grouping.Groups.ShouldAllBe(group => group.Served.All(group.Tasks.Contains));
    }

    [Fact]
    public void Every_number_of_groups_has_its_best()
    {
        double[,] affinity = Affinities(6, seed: 11);

        TaskGrouping grouping = TaskGrouping.Partition(Matrix(affinity), mostGroups: 4);

        grouping.Alternatives.Select(alternative => alternative.Groups.Count).ShouldBe([1, 2, 3, 4]);
        for (int count = 1; count <= 4; count++)
            grouping.Alternatives[count - 1].Score.ShouldBe(Partitions([.. Enumerable.Range(0, 6)]).Where(groups => groups.Count == count)
                .Max(groups => groups.Sum(group => group.Sum(task => Onto(affinity, task, group, alone: 0)))), Rounding);
        grouping.Score.ShouldBe(grouping.Alternatives.Max(alternative => alternative.Score));
    }

    [Theory]
    [InlineData(9, 3, false, 20)]
    [InlineData(9, 3, true, 21)]
    [InlineData(12, 4, false, 22)]
    [InlineData(12, 2, true, 23)]
    public void Many_tasks_are_grouped_about_as_well_as_can_be(int tasks, int mostGroups, bool mayOverlap, int seed)
    {
        var affinities = new GroupAffinities(Affinities(tasks, seed), alone: 0);

        IReadOnlyList<ServingGroup>[] exact = ExactGrouping.Of(affinities, mostGroups, mayOverlap), greedy = new GreedyGrouping(affinities, mayOverlap).Of(mostGroups);

        for (int groups = 0; groups < mostGroups; groups++)
        {
            greedy[groups].Sum(group => group.Score).ShouldBeLessThanOrEqualTo(exact[groups].Sum(group => group.Score) + Rounding);
            greedy[groups].SelectMany(group => group.Served).Order().ShouldBe(Enumerable.Range(0, tasks));
        }
        // Of noise, which is the worst that it can get: found by these seeds, not promised.
        greedy[^1].Sum(group => group.Score).ShouldBeGreaterThan(0.8 * exact[^1].Sum(group => group.Score));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Groups_that_are_there_are_found_among_forty_tasks(bool mayOverlap)
    {
        const int Tasks = 40, Groups = 5;
        double[,] noise = Affinities(Tasks, seed: 30);
        // A task helps every fifth one, and hinders the others.
        var matrix = Matrix(TaskMatrix.Fill(Tasks, (row, column) => (row % Groups == column % Groups ? 1 : -1) + (mayOverlap ? 0 : 0.1 * noise[row, column])));

        TaskGrouping grouping = mayOverlap ? TaskGrouping.Overlapping(matrix, Groups) : TaskGrouping.Partition(matrix, Groups);

        grouping.IsExact.ShouldBeFalse();
        grouping.Groups.Count.ShouldBe(Groups);
        grouping.Groups.ShouldAllBe(group => group.Served.Count == Tasks / Groups && group.Served.All(task => Index(task) % Groups == Index(group.Served[0]) % Groups));
    }

    [Fact]
    public void The_table_says_who_is_with_whom_and_what_it_is_worth()
    {
        var matrix = new TaskMatrix("affinity", ["Digit", "Suit", "Value"], new[,] { { 1, 0.5, -0.25 }, { 0.25, 1, -0.5 }, { -0.5, -0.25, 1 } });

        TaskGrouping.Partition(matrix, mostGroups: 2).ToString().ShouldBe(
            """
            trained together  serves       affinity
            Digit, Suit       Digit, Suit    0.7500
            Value             Value          0.0000
                              all            0.7500

            the best for each number of groups  affinity
            Digit, Suit, Value                   -0.3750
            Digit, Suit | Value                   0.7500

            """);
    }

    [Fact]
    public void A_helper_is_trained_and_not_served()
    {
        // C helps A and B, and is helped by D alone, which is helped by C.
        var matrix = new TaskMatrix("affinity", ["A", "B", "C", "D"], new double[,] { { 0, 1, -1, -1 }, { 1, 0, -1, -1 }, { 2, 2, 0, 1 }, { -1, -1, 1, 0 } });

        TaskGrouping grouping = TaskGrouping.Overlapping(matrix, mostGroups: 2);

        grouping.Groups.Select(group => $"{group} for {string.Join(", ", group.Served)}").ShouldBe(["A, B, C for A, B", "C, D for C, D"]);
        grouping.Score.ShouldBe(5);
        // A group for each of A and B alone would be better still, and is one more.
        TaskGrouping.Overlapping(matrix, mostGroups: 3).Score.ShouldBe(6);
    }

    [Fact]
    public void What_cannot_be_grouped_is_refused()
    {
        var matrix = new TaskMatrix("gradient cosine", ["A", "B"], new[,] { { 1, double.NaN }, { 0, 1 } });
        Should.Throw<ArgumentException>(() => TaskGrouping.Partition(matrix, 2)).Message
            .ShouldStartWith("gradient cosine of A and B is NaN: groups need a finite number for each pair.");
        Should.Throw<ArgumentOutOfRangeException>(() => TaskGrouping.Partition(matrix, 0));
        Should.Throw<ArgumentException>(() => TaskGrouping.Partition(Matrix(new double[2, 2]), 1, double.NegativeInfinity)).Message.ShouldContain("-1e6");
        Should.Throw<ArgumentException>(() => TaskGrouping.Partition(Matrix(new double[0, 0]), 1)).Message.ShouldStartWith("The matrix has no tasks");
    }

    private static double[,] Affinities(int tasks, int seed)
    {
        var random = new Random(seed);
        return TaskMatrix.Fill(tasks, (_, _) => 2 * random.NextDouble() - 1);
    }

    private static TaskMatrix Matrix(double[,] values) => new("affinity", [.. Names(values.GetLength(0))], values);

    private static IEnumerable<string> Names(int tasks) => Enumerable.Range(0, tasks).Select(task => $"T{task}");

    private static int Index(string task) => int.Parse(task[1..], System.Globalization.CultureInfo.InvariantCulture);

    private static double Onto(double[,] affinity, int task, int[] group, double alone) =>
        group.Length == 1 ? alone : group.Where(other => other != task).Average(other => affinity[other, task]);

    /// <summary>All ways to divide the tasks.</summary>
    private static IEnumerable<List<int[]>> Partitions(int[] tasks)
    {
        if (tasks.Length == 0) return [[]];
        return Partitions(tasks[1..]).SelectMany(groups => Enumerable.Range(-1, groups.Count + 1).Select(place => groups
            .Select((group, index) => index == place ? [.. group, tasks[0]] : group)
            .Concat(place < 0 ? [[tasks[0]]] : Array.Empty<int[]>()).ToList()));
    }

    /// <summary>All choices of at most so many groups among all that there are.</summary>
    private static IEnumerable<List<int[]>> Families(int tasks, int mostGroups, int first = 1)
    {
        if (mostGroups == 0) yield break;
        for (int group = first; group < 1 << tasks; group++)
        {
            int[] members = [.. Enumerable.Range(0, tasks).Where(task => (group >> task & 1) == 1)];
            yield return [members];
            foreach (List<int[]> others in Families(tasks, mostGroups - 1, group + 1)) yield return [members, .. others];
        }
    }
}
