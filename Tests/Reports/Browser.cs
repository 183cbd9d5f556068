using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MtlDsl.Tests;

/// <summary>A Chromium without a window, driven by the DevTools protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    // Starting takes about a second; a machine that tests in parallel may be many times slower.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("mtldsl-browser-");
    private readonly CancellationTokenSource _deadline = new(Patience);
    private readonly ClientWebSocket _socket = new();
    private readonly List<JsonNode> _events = [];
    private readonly Process _process;
    private string? _session;
    private int _commands;

    private Browser(string program) => _process = Process.Start(new ProcessStartInfo(program,
    [
        // Without sandbox because tests also run as root, and it loads nothing but our own pages.
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--hide-scrollbars", "--remote-debugging-port=0", $"--user-data-dir={_profile.FullName}", "about:blank",
    ])
    { RedirectStandardError = true, RedirectStandardOutput = true })!;

    /// <summary>What the browser said since it was started: messages of the console, exceptions, requests.</summary>
    public IReadOnlyList<JsonNode> Events => _events;

    /// <summary>Starts the browser that <see cref="BrowserFactAttribute"/> found.</summary>
    public static async Task<Browser> Start()
    {
        var browser = new Browser(BrowserFactAttribute.Program!);
        try
        {
            await browser.Connect();
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
        return browser;
    }

    /// <summary>Sets the size of the page, and whether the reader prefers it dark.</summary>
    public async Task View(int width, int height, bool isDark)
    {
        await Send("Emulation.setDeviceMetricsOverride", new { width, height, deviceScaleFactor = 1, mobile = false });
        await Send("Emulation.setEmulatedMedia", new { features = new[] { new { name = "prefers-color-scheme", value = isDark ? "dark" : "light" } } });
    }

    /// <summary>Shows the page as it is printed.</summary>
    public Task Print() => Send("Emulation.setEmulatedMedia", new { media = "print" });

    /// <summary>Opens a file and waits until it is loaded.</summary>
    public async Task Open(string path)
    {
        int before = _events.Count;
        await Send("Page.navigate", new { url = new Uri(path).AbsoluteUri });
        while (!_events.Skip(before).Any(message => (string?)message["method"] == "Page.loadEventFired")) await Receive();
    }

    /// <summary>The value of an expression of JavaScript.</summary>
    public async Task<T> Evaluate<T>(string expression)
    {
        JsonNode result = await Send("Runtime.evaluate", new { expression, returnByValue = true });
        return result["result"]!["value"]!.GetValue<T>();
    }

    /// <summary>Moves the pointer.</summary>
    public Task Point(double x, double y) => Send("Input.dispatchMouseEvent", new { type = "mouseMoved", x, y });

    /// <summary>Writes a picture of the whole page.</summary>
    public async Task Screenshot(string path)
    {
        JsonNode result = await Send("Page.captureScreenshot", new { format = "png", captureBeyondViewport = true });
        await File.WriteAllBytesAsync(path, Convert.FromBase64String(result["data"]!.GetValue<string>()));
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _deadline.Dispose();
        DeleteProfile();
    }

    // The browser's children outlive it by a moment, and still write.
    private void DeleteProfile()
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                _profile.Delete(recursive: true);
                return;
            }
            catch (IOException) when (attempt < 20)
            {
                Thread.Sleep(100);
            }
        }
    }

    private async Task Connect()
    {
        string portFile = Path.Combine(_profile.FullName, "DevToolsActivePort");
        string[] lines = [];
        while (lines.Length < 2)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"{_process.StartInfo.FileName} ended at once: {await _process.StandardError.ReadToEndAsync()}");
            await Task.Delay(50, _deadline.Token);
            if (File.Exists(portFile)) lines = await File.ReadAllLinesAsync(portFile, _deadline.Token);
        }
        await _socket.ConnectAsync(new Uri($"ws://127.0.0.1:{lines[0]}{lines[1]}"), _deadline.Token);
        JsonNode target = await Send("Target.createTarget", new { url = "about:blank" });
        JsonNode session = await Send("Target.attachToTarget", new { targetId = (string?)target["targetId"], flatten = true });
        _session = (string?)session["sessionId"];
        foreach (string domain in (string[])["Page", "Runtime", "Log", "Network"]) await Send($"{domain}.enable", new { });
    }

    private async Task<JsonNode> Send(string method, object parameters)
    {
        int id = ++_commands;
        byte[] message = JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters, sessionId = _session },
            new JsonSerializerOptions { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull });
        await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, _deadline.Token);
        while (true)
        {
            JsonNode answer = await Receive();
            if ((int?)answer["id"] != id) continue;
            return answer["result"] ?? throw new InvalidOperationException($"{method}: {answer["error"]}");
        }
    }

    private async Task<JsonNode> Receive()
    {
        using var text = new MemoryStream();
        var buffer = new byte[1 << 16];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, _deadline.Token);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        JsonNode message = JsonNode.Parse(text.ToArray())!;
        if (message["method"] is not null) _events.Add(message);
        return message;
    }
}
