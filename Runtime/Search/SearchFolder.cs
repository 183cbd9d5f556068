using System.Text.Json;

namespace MtlDsl;

/// <summary>A folder with the plan of a search, and with a file for each training that has ended.</summary>
internal sealed class SearchFolder
{
    private const string PlanFile = "search.json";

    private readonly string _path;
    private readonly SearchPlan _plan;

    private SearchFolder(string path, SearchPlan plan) => (_path, _plan) = (path, plan);

    /// <summary>Begins a search in a folder, or goes on with it.</summary>
    /// <exception cref="CheckpointException">The folder is of another search, or damaged.</exception>
    public static SearchFolder Open(string path, SearchPlan plan)
    {
        Directory.CreateDirectory(path);
        string file = Path.Combine(path, PlanFile);
        if (File.Exists(file))
        {
            SearchPlan old = SearchJson.Read(file, SearchJson.Default.SearchPlan, "the plan of a search");
            if (plan.DifferenceFrom(old) is { } difference)
                throw new CheckpointException(path, $"is the folder of another search: {difference}. Choose another folder, or search as before to go on with it.");
        }
        else
        {
            ReplacedFile.Write(file, stream => JsonSerializer.Serialize(stream, plan, SearchJson.Default.SearchPlan));
        }
        return new SearchFolder(path, plan);
    }

    /// <summary>What was measured before; null: nothing.</summary>
    /// <exception cref="CheckpointException">The file is damaged, or of something else.</exception>
    public FoldResult? Read(int trial, int rung, int fold)
    {
        string file = FileOf(trial, rung, fold);
        if (!File.Exists(file)) return null;
        FoldResult result = SearchJson.Read(file, SearchJson.Default.FoldResult, "the result of a training");
        bool isThis = (result.Trial, result.Rung, result.Fold, result.Epochs) == (trial, rung, fold, _plan.Rungs[rung].Epochs)
            && result.Weights.SequenceEqual(_plan.Weights[trial]) && (result.Metrics is null || result.Metrics.Tasks.Count == _plan.Tasks.Count);
        return isThis
            ? result
            : throw new CheckpointException(file, "is the result of another training than its name says: delete it, and that training is done anew");
    }

    /// <summary>Keeps a result.</summary>
    public void Write(FoldResult result) => ReplacedFile.Write(
        FileOf(result.Trial, result.Rung, result.Fold), stream => JsonSerializer.Serialize(stream, result, SearchJson.Default.FoldResult));

    private string FileOf(int trial, int rung, int fold) =>
        Path.Combine(_path, FormattableString.Invariant($"trial-{trial + 1:D4}-round-{rung + 1}-fold-{fold + 1}.json"));
}
