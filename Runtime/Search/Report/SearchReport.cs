namespace MtlDsl;

/// <summary>The report of a search.</summary>
internal static class SearchReport
{
    private const int MostRowsInSight = 16;

    private const string Legend = "Blue: Pareto-optimal. Orange: the best score. Where there are folds, lines show one deviation.";

    /// <summary>The text of the page.</summary>
    public static string Of(WeightSearchResult result, string title) => PageFrame.Of(
        $"{title} – weight search", SearchStyle.Text, markup => WriteHeader(markup, result, title), markup => WriteMain(markup, result));

    private static void WriteHeader(Markup markup, WeightSearchResult result, string title)
    {
        WeightTrial best = result.Best;
        markup.Element("p", "Weight search", ("class", "eyebrow"));
        markup.Element("h1", title);
        using (markup.Element("dl", ("class", "headline")))
        {
            for (int task = 0; task < result.Tasks.Count; task++)
            {
                TrialMetric metric = best.Metrics[task];
                string note = $"{metric.Name} {TrialScatter.Mean(metric.Mean, metric.Deviation)}";
                HeadlineSection.WriteNumber(markup, $"Best weight of {metric.Task}", ReportNumbers.Value(best.Weights[task]), note);
            }
            HeadlineSection.WriteNumber(markup, $"Best {result.Score.Name}", ReportNumbers.Value(best.Score), FormattableString.Invariant($"trial {best.Number}"));
            HeadlineSection.WriteNumber(markup, "Trials", ReportNumbers.Count(result.Trials.Count), result.Method);
            HeadlineSection.WriteNumber(markup, "Pareto-optimal", ReportNumbers.Count(result.ParetoFront.Count), "trials");
            string folds = FormattableString.Invariant($"{best.Folds.Count} {(best.Folds.Count == 1 ? "training" : "folds")} each");
            HeadlineSection.WriteNumber(markup, "Epochs", ReportNumbers.Count(best.Epochs), folds);
        }
    }

    private static void WriteMain(Markup markup, WeightSearchResult result)
    {
        using (Section(markup, "Trade-offs", "trade-offs"))
        using (markup.Element("div", ("class", "charts")))
        {
            if (result.Tasks.Count == 2)
            {
                var chart = new TrialScatter("Tasks", result, TrialNumber.Metric(result, 0), TrialNumber.Metric(result, 1)) { HasFront = true };
                ReportFigure.Write(markup, "Pareto front", chart.Write, note: Legend);
            }
            else
            {
                ReportFigure.Write(markup, "Pareto front", new TrialLines(result).Write, style: "wide",
                    note: "A line for each trial, the better end of each axis above. Blue: Pareto-optimal. Orange: the best score.");
            }
        }
        using (Section(markup, "Weights", "weights"))
        using (markup.Element("div", ("class", "charts")))
        {
            for (int task = 0; task < result.Tasks.Count; task++)
            {
                string title = $"Score by the weight of {result.Tasks[task]}";
                var chart = new TrialScatter(title, result, TrialNumber.Share(result, task), TrialNumber.Score(result));
                ReportFigure.Write(markup, result.Tasks[task], chart.Write, note: task == 0 ? Legend : "");
            }
        }
        using (Section(markup, "Trials", "trials")) WriteTable(markup, result);
    }

    private static Markup.Scope Section(Markup markup, string title, string id)
    {
        Markup.Scope section = markup.Element("section", ("aria-labelledby", id));
        markup.Element("h2", title, ("id", id));
        return section;
    }

    private static void WriteTable(Markup markup, WeightSearchResult result)
    {
        using (ReportTable.Begin(markup, "All trials", "trials", isTall: result.Trials.Count > MostRowsInSight))
        {
            using (markup.Element("thead"))
            using (markup.Element("tr"))
            {
                foreach (string heading in result.Columns) ReportTable.Heading(markup, heading);
            }
            using (markup.Element("tbody"))
                foreach (WeightTrial trial in result.Trials) WriteRow(markup, result, trial);
        }
    }

    private static void WriteRow(Markup markup, WeightSearchResult result, WeightTrial trial)
    {
        using (markup.Element("tr", [.. trial == result.Best ? new MarkupAttribute[] { ("class", "best") } : []]))
        {
            markup.Element("th", ReportNumbers.Count(trial.Number), ("scope", "row"));
            foreach (double weight in trial.Weights) markup.Element("td", ReportNumbers.Value(weight));
            markup.Element("td", ReportNumbers.Count(trial.Epochs));
            foreach (TrialMetric metric in trial.Metrics) markup.Element("td", TrialScatter.Mean(metric.Mean, metric.Deviation));
            markup.Element("td", trial.Problem is null ? TrialScatter.Mean(trial.Score, trial.ScoreDeviation) : "diverged");
            markup.Element("td", trial.IsParetoOptimal ? "★" : "");
        }
    }
}
