namespace MtlDsl;

/// <summary>
/// Tries weights at equal distances that have one sum, the number of tasks: all multiples of tasks / divisions (the simplex-lattice design; Das
/// and Dennis, 1998). With n divisions and t tasks these are (n + t - 1)! / (n! (t - 1)!) trials, such as 11 of 10 divisions for two tasks.
/// Those in which all but one weight are 0 train one task alone.
/// </summary>
public sealed record SimplexGrid : SearchMethod
{
    /// <summary>Weights at equal distances.</summary>
    /// <param name="divisions">Into how many steps a weight's range from 0 to the number of tasks is divided. At least 1.</param>
    public SimplexGrid(int divisions) => Divisions = AtLeast(divisions, 1, nameof(divisions));

    /// <summary>Into how many steps a weight's range from 0 to the number of tasks is divided.</summary>
    public int Divisions { get; }

    internal override IReadOnlyList<double[]> Candidates(int tasks, long seed)
    {
        double count = 1;
        for (int task = 1; task < tasks; task++) count = count * (Divisions + task) / task;
        RequireFew(Math.Round(count), FormattableString.Invariant($"{Divisions} divisions for {tasks} tasks"));
        var all = new List<double[]>();
        Fill(new int[tasks], 0, Divisions, all);
        return all;
    }

    private void Fill(int[] steps, int task, int left, List<double[]> all)
    {
        if (task == steps.Length - 1)
        {
            steps[task] = left;
            all.Add(Array.ConvertAll(steps, step => (double)step * steps.Length / Divisions));
            return;
        }
        for (steps[task] = 0; steps[task] <= left; steps[task]++) Fill(steps, task + 1, left - steps[task], all);
    }
}
