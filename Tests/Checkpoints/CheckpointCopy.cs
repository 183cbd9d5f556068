namespace MtlDsl.Tests;

/// <summary>Takes what a part of a run remembers over to another of its kind, by way of a file as a checkpoint's.</summary>
internal static class CheckpointCopy
{
    public static void Take(ICheckpointed from, ICheckpointed to)
    {
        using var folder = new TemporaryFolder();
        var writer = new CheckpointWriter();
        from.Save(writer);
        Safetensors.Write(folder.File(), writer.Tensors, writer.Metadata);
        using SafetensorsFile file = SafetensorsFile.Read(folder.File());
        to.Load(new CheckpointReader(file, folder.File()))();
    }
}
