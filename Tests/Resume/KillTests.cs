using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using MtlDsl.Tests.Models;

namespace MtlDsl.Tests.Resume;

/// <summary>Runs in processes of their own that are killed, interrupted, or have no room left.</summary>
public sealed class KillTests
{
    private static readonly Lazy<string> Uninterrupted = new(() =>
    {
        using var folder = new TemporaryFolder();
        using Process child = Start(folder.Path);
        child.WaitForExit();
        child.ExitCode.ShouldBe(0);
        return File.ReadAllText(ChildRun.FingerprintFile(folder.Path));
    });

    [Fact]
    public void A_run_killed_fifty_times_ends_as_one_that_never_was()
    {
        string expected = Uninterrupted.Value;
        var random = new Random(7);
        for (int kills = 0; kills < 50;)
        {
            using var folder = new TemporaryFolder();
            while (!File.Exists(ChildRun.FingerprintFile(folder.Path)))
            {
                using Process child = Start(folder.Path);
                // Most of the time a checkpoint is being written: some kills leave half a temporary file behind.
                if (child.StandardOutput.ReadLine() is null || child.WaitForExit(random.Next(250))) continue;
                child.Kill();
                child.WaitForExit();
                kills++;
            }
            File.ReadAllText(ChildRun.FingerprintFile(folder.Path)).ShouldBe(expected);
        }
    }

    [Theory, InlineData(15, 143), InlineData(2, 130)]
    public void A_signal_stops_a_run_with_a_checkpoint_and_an_exit_code(int signal, int exitCode)
    {
        string expected = Uninterrupted.Value;
        using var folder = new TemporaryFolder();
        using (Process child = Start(folder.Path))
        {
            child.StandardOutput.ReadLine().ShouldBe("training");
            Send(child.Id, signal).ShouldBe(0);
            child.WaitForExit();
            child.ExitCode.ShouldBe(exitCode);
        }
        File.Exists(ChildRun.FingerprintFile(folder.Path)).ShouldBeFalse();

        using Process next = Start(folder.Path);
        next.WaitForExit();

        File.ReadAllText(ChildRun.FingerprintFile(folder.Path)).ShouldBe(expected);
    }

    [MountFact]
    public void A_full_disk_ends_a_run_with_an_error_and_leaves_the_last_good_checkpoint()
    {
        string expected = Uninterrupted.Value;
        using var folder = new TemporaryFolder();
        using var disk = SmallDisk.Mount(folder.Path, kibibytes: 4096);
        using (Process child = Start(folder.Path, "fill"))
        {
            string output = child.StandardOutput.ReadToEnd();
            child.WaitForExit();
            output.ShouldContain("the disk is full");
            child.ExitCode.ShouldBe(74);
        }
        folder.Files.ShouldContain("step-000000010.safetensors");
        folder.Files.ShouldNotContain("step-000000012.safetensors");
        File.Delete(folder.File("ballast"));

        using Process next = Start(folder.Path);
        next.WaitForExit();

        next.ExitCode.ShouldBe(0);
        File.ReadAllText(ChildRun.FingerprintFile(folder.Path)).ShouldBe(expected);
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [typeof(KillTests).Assembly.Location, .. arguments])
    {
        RedirectStandardOutput = true,
    }) ?? throw new InvalidOperationException("dotnet did not start.");

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Send(int process, int signal);
}

/// <summary>A test that mounts a disk of its own, which root on Linux can.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root") Skip = "Mounting a small disk needs root on Linux.";
    }
}

/// <summary>A disk of some kibibytes in memory.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    public static SmallDisk Mount(string folder, int kibibytes)
    {
        Run("mount", "-t", "tmpfs", "-o", $"size={kibibytes}k", "tmpfs", folder);
        return new SmallDisk(folder);
    }

    public void Dispose() => Run("umount", "--lazy", _folder);

    private static void Run(string command, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new Win32Exception($"{command}: {error}");
    }
}
