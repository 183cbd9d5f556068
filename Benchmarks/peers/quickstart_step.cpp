// The QuickStart training step in C++, written by hand on libtorch.
//
//     quickstart_step --batch 32 --threads 1 --seconds 5
//
// prints one line of JSON: the median over the rounds of the time of one step.

#include <torch/torch.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

namespace {

constexpr int64_t Rows = 8192, Features = 100, Hidden = 64, Digits = 10, Suits = 5;
constexpr double WarmUpSeconds = 1.0, RoundSeconds = 0.2;

struct Options {
    int64_t batch = 32;
    int threads = 1;
    double seconds = 5.0;
};

template <typename T>
bool read(const std::string& text, T& value) {
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
}

Options parse(int argc, char** argv) {
    Options options;
    for (int i = 1; i < argc; i += 2) {
        std::string name = argv[i], value = i + 1 < argc ? argv[i + 1] : "";
        bool known = (name == "--batch" && read(value, options.batch))
                  || (name == "--threads" && read(value, options.threads))
                  || (name == "--seconds" && read(value, options.seconds));
        if (!known) throw std::invalid_argument(name + " " + value + ": expected --batch N, --threads N or --seconds S");
    }
    if (options.batch < 1 || options.batch > Rows)
        throw std::invalid_argument("--batch is from 1 to " + std::to_string(Rows));
    if (options.threads < 1 || !(options.seconds > 0))
        throw std::invalid_argument("--threads and --seconds are positive");
    return options;
}

// The BLAS and OpenMP libraries read these when they are loaded, which is before main: so the program starts itself anew.
void restart_with_threads(int threads, char** argv) {
    const std::string count = std::to_string(threads);
    bool restart = false;
    for (const char* name : {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"}) {
        const char* present = std::getenv(name);
        if (present != nullptr && count == present) continue;
        setenv(name, count.c_str(), 1);
        restart = true;
    }
    if (restart) {
        execvp(argv[0], argv);
        throw std::runtime_error(std::string("could not start ") + argv[0] + " anew");
    }
}

struct QuickStart : torch::nn::Module {
    torch::nn::Linear trunk{register_module("trunk", torch::nn::Linear(Features, Hidden))};
    torch::nn::Linear digit{register_module("digit", torch::nn::Linear(Hidden, Digits))};
    torch::nn::Linear suit{register_module("suit", torch::nn::Linear(Hidden, Suits))};

    std::pair<torch::Tensor, torch::Tensor> forward(const torch::Tensor& features) {
        auto shared = torch::relu(trunk(features));
        return {digit(shared), suit(shared)};
    }
};

struct Training {
    QuickStart model;
    torch::optim::Adam optimizer{model.parameters(), torch::optim::AdamOptions(1e-3)};
    torch::Tensor features = torch::randn({Rows, Features});
    torch::Tensor digits = torch::randint(Digits, {Rows}, torch::kLong);
    torch::Tensor suits = torch::randint(Suits, {Rows}, torch::kLong);
    torch::Tensor permutation = torch::randperm(Rows, torch::kLong);
    int64_t batch;
    int64_t position = 0;

    explicit Training(int64_t batch) : batch(batch) {}

    torch::Tensor step() {
        if (position + batch > Rows) position = 0;
        auto rows = permutation.slice(0, position, position + batch);
        position += batch;
        auto batchFeatures = features.index_select(0, rows);
        auto batchDigits = digits.index_select(0, rows);
        auto batchSuits = suits.index_select(0, rows);

        optimizer.zero_grad();
        auto [digit, suit] = model.forward(batchFeatures);
        auto loss = 1.0 * torch::nn::functional::cross_entropy(digit, batchDigits)
                  + 0.5 * torch::nn::functional::cross_entropy(suit, batchSuits);
        loss.backward();
        optimizer.step();
        return loss;
    }

    // The seconds that this many steps take; the loss of the last one goes into `loss`.
    double run(int64_t steps, double& loss) {
        torch::Tensor last;
        auto start = std::chrono::steady_clock::now();
        for (int64_t i = 0; i < steps; i++) last = step();
        double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        loss = last.item<double>();
        return seconds;
    }
};

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

void measure(const Options& options) {
    torch::manual_seed(1);
    torch::set_num_threads(options.threads);
    Training training(options.batch);

    double loss = 0, warmUp = 0;
    int64_t warmUpSteps = 0;
    for (; warmUp < WarmUpSeconds; warmUpSteps += 10) warmUp += training.run(10, loss);
    int64_t steps = std::max<int64_t>(1, std::llround(warmUpSteps / warmUp * RoundSeconds));

    std::vector<double> rounds;
    for (double total = 0; total < options.seconds;) {
        double seconds = training.run(steps, loss);
        rounds.push_back(seconds / steps);
        total += seconds;
    }

    double typical = median(rounds);
    std::printf("{\"peer\": \"libtorch\", \"version\": \"%s\", \"batch\": %lld, \"threads\": %d, \"steps_per_second\": %.1f, "
                "\"microseconds_per_step\": %.2f, \"fastest_round_microseconds\": %.2f, \"rounds\": %zu, \"loss\": %.9g}\n",
                TORCH_VERSION, static_cast<long long>(options.batch), options.threads, 1 / typical, typical * 1e6,
                *std::min_element(rounds.begin(), rounds.end()) * 1e6, rounds.size(), loss);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        Options options = parse(argc, argv);
        restart_with_threads(options.threads, argv);
        measure(options);
        return 0;
    } catch (const std::invalid_argument& error) {
        std::fprintf(stderr, "quickstart_step: %s\n", error.what());
        return 2;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "quickstart_step: %s\n", error.what());
        return 1;
    }
}
