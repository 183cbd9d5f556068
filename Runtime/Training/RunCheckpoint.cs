using System.Text.Json;
using static TorchSharp.torch;

namespace MtlDsl;

/// <summary>
/// Everything that a run is: the model's tensors under their own names, and what the parts of the run remember, each under a name of its own.
/// </summary>
internal static class RunCheckpoint
{
    public static void Save(string path, TrainingRun run)
    {
        if (run.Optimizer.Accumulated > 0)
            throw new InvalidOperationException(
                $"A checkpoint was asked for with the gradients of {run.Optimizer.Accumulated} batches waiting for a step: ask in OnStepEnd.");
        var writer = new CheckpointWriter();
        foreach ((string name, Tensor tensor) in run.Model.NamedTensors()) writer.Add(name, tensor);
        foreach ((string key, string value) in run.Model.FileMetadata) writer.Add(key, value);
        foreach ((string name, ICheckpointed part) in Parts(run)) part.Save(writer.Part(name));
        Safetensors.Write(path, writer.Tensors, writer.Metadata);
    }

    public static void Load(string path, TrainingRun run)
    {
        using SafetensorsFile file = SafetensorsFile.Read(path);
        var reader = new CheckpointReader(file, path);
        if (!reader.HasText("run/position"))
            throw reader.Refused("has weights alone and nothing of a training run: load it with Load of the model");
        CheckpointReader weighting = reader.Part("weighting");
        if (run.Joint is null && weighting.HasText("type"))
            throw reader.Refused($"is of a run with {weighting.Text("type")}, and this one has no Weighting: go on with the same strategy");
        Action[] actions =
        [
            ModelFile.Prepare(file, run.Model.NamedTensors(), run.Model.FileMetadata),
            .. Parts(run).Select(part => part.Part.Load(reader.Part(part.Name))),
        ];
        foreach (Action action in actions) action();
    }

    private static IEnumerable<(string Name, ICheckpointed Part)> Parts(TrainingRun run)
    {
        yield return ("run", new PositionPart(run));
        yield return ("losses", run.Losses);
        yield return ("optimizer", run.Optimizer);
        if (run.Joint is { } joint) yield return ("weighting", joint);
        if (run.Schedule is { } schedule) yield return ("schedule", schedule);
        foreach ((string, ICheckpointed) part in run.HistoryParts) yield return part;
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (TrainingCallback callback in run.Options.Callbacks)
        {
            if (callback is not ICheckpointed part) continue;
            string type = callback.GetType().Name;
            int number = seen.GetValueOrDefault(type);
            seen[type] = number + 1;
            yield return (FormattableString.Invariant($"callbacks/{type}/{number}"), part);
        }
    }

    private sealed class PositionPart(TrainingRun run) : ICheckpointed
    {
        public void Save(CheckpointWriter writer)
        {
            writer.Add("position", JsonSerializer.Serialize(run.Position, CheckpointJson.Default.RunPosition));
            writer.Add("batches", JsonSerializer.Serialize(run.BatchSettings, CheckpointJson.Default.BatchSettings));
            writer.Add("learning_rate", run.Optimizer.LearningRate);
            if (run.Examples is { } examples) writer.Add("examples", examples);
        }

        public Action Load(CheckpointReader reader)
        {
            RunPosition position = reader.Parse("position", CheckpointJson.Default.RunPosition);
            BatchSettings settings = reader.Parse("batches", CheckpointJson.Default.BatchSettings);
            double learningRate = reader.Number("learning_rate");
            if (!position.IsEpochEnded && settings != run.BatchSettings)
                throw reader.Refused($"stops within epoch {position.Epoch} of a run with {settings}, and this one has {run.BatchSettings}: within an epoch, go on with the same");
            if (!position.IsEpochEnded && reader.HasText("examples") && run.Examples is { } examples && reader.Number("examples") != examples)
                throw reader.Refused(FormattableString.Invariant(
                    $"stops within epoch {position.Epoch} of {reader.Number("examples")} examples, and this run has {examples}: within an epoch, go on with the same"));
            return () =>
            {
                run.Position = position;
                if (run.Schedule is not null) run.Optimizer.LearningRate = learningRate;
            };
        }
    }
}
